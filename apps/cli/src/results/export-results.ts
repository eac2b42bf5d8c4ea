import { basename, dirname, join, resolve } from "node:path";
import { counted } from "@crosstalk/experiment/counted";
import type { ExportFlags } from "../commands/export.ts";
import { RunError, UsageError } from "../errors.ts";
import { readFolders } from "./read-folders.ts";

/** Writes a folder of results in the form of another program. */
export async function exportResults(folder: string, flags: ExportFlags): Promise<void> {
  const { out = join(folder, "results.sca"), repeated = [], json, quiet } = flags;
  const [{ describeProblem, omnetppScalars, omnetppVectors }, { outputFileProblems, readSeries, writeWhole }] = await libraries();
  const collect = (error: unknown): readonly string[] => {
    if (error instanceof UsageError) return error.problems;
    throw error;
  };
  let unread: readonly string[] = [];
  const [stored] = await readFolders({ folder }).catch((error: unknown) => {
    unread = collect(error);
    return [];
  });
  const unwritable = stored === undefined && flags.out === undefined ? [] : outputFileProblems("out", out).map(describeProblem);
  const problems = [...repeated, ...unread, ...unwritable];
  if (stored === undefined || problems.length > 0) throw new UsageError(problems);
  const vectorFile = `${out.replace(/\.sca$/, "")}.vec`;
  const files = [out];
  try {
    const series = await readSeries(folder, stored.factors);
    const vectors = series.length === 0 ? {} : { [basename(vectorFile)]: omnetppVectors(stored, series) };
    writeWhole(dirname(resolve(out)), { [basename(out)]: omnetppScalars(stored), ...vectors });
    files.push(...(series.length === 0 ? [] : [vectorFile]));
  } catch (error) {
    throw new RunError(`the results can't be written to ${out}: ${(error as Error).message}`);
  }
  const written = { format: flags.format, files, runs: stored.runs.length, failed: stored.failures.length };
  if (json) process.stdout.write(`${JSON.stringify(written, null, 2)}\n`);
  const failed = stored.failures.length === 0 ? "" : `, without ${stored.failures.length} that failed`;
  if (!quiet) process.stderr.write(`${counted(stored.runs.length, "run")}${failed}: ${files.join(", ")}\n`);
}

/** Loaded only when there is something to export, so that the command itself starts quickly. */
function libraries() {
  return Promise.all([import("@crosstalk/experiment"), import("@crosstalk/experiment/node")]);
}
