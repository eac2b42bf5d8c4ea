import type { StoredRuns } from "@crosstalk/experiment";
import { counted } from "@crosstalk/experiment/counted";
import type { CompareFlags } from "../commands/compare.ts";
import { readFolders } from "./read-folders.ts";

/** The version of the form of what `compare --json` prints. */
const COMPARISON_VERSION = 1;

/** Compares two folders of results, and prints the comparison. */
export async function compareAndReport(a: string, b: string, { measure, json }: CompareFlags): Promise<void> {
  const [first, second] = (await readFolders({ a, b })) as readonly [StoredRuns, StoredRuns];
  const { compareRuns, comparisonTable } = await import("@crosstalk/experiment");
  const comparison = compareRuns(first, second, measure.length === 0 ? undefined : [...new Set(measure)]);
  if (json) {
    const about = (folder: string, { experiment, command, versions }: StoredRuns) => ({ folder, experiment, command, versions });
    const value = {
      format: "crosstalk-comparison",
      version: COMPARISON_VERSION,
      first: about(a, first),
      second: about(b, second),
    };
    process.stdout.write(`${JSON.stringify({ ...value, ...comparison }, null, 2)}\n`);
    return;
  }
  process.stdout.write(`${sideText("A", a, first)}${sideText("B", b, second)}${comparisonTable(comparison)}`);
}

function sideText(name: string, folder: string, { experiment, runs, versions }: StoredRuns): string {
  const made = Object.entries(versions).filter(([of]) => of === "crosstalk" || of === "node");
  return `${name}  ${folder}: ${experiment}, ${counted(runs.length, "run")}, ${made.map((words) => words.join(" ")).join(", ")}\n`;
}
