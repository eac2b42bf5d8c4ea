import { readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { counted } from "@crosstalk/experiment/counted";
import type { ReportFlags } from "../commands/report.ts";
import { RunError, UsageError } from "../errors.ts";
import { readFolders } from "./read-folders.ts";

/** Makes a page of a folder of results. */
export async function writeReport(folder: string, flags: ReportFlags): Promise<void> {
  const { out = join(folder, "report.html"), repeated = [], json: asJson, quiet } = flags;
  const [{ describeProblem }, { outputFileProblems, resultPage, writeWhole }] = await libraries();
  let unread: readonly string[] = [];
  const [stored] = await readFolders({ folder }).catch((error: unknown) => {
    if (!(error instanceof UsageError)) throw error;
    unread = error.problems;
    return [];
  });
  const unwritable = stored === undefined && flags.out === undefined ? [] : outputFileProblems("out", out).map(describeProblem);
  const problems = [...repeated, ...unread, ...unwritable];
  if (stored === undefined || problems.length > 0) throw new UsageError(problems);
  const json: unknown = JSON.parse(readFileSync(join(folder, "run.json"), "utf8"));
  const page = await resultPage(json, await ownReport(json));
  try {
    writeWhole(dirname(resolve(out)), { [basename(out)]: page });
  } catch (error) {
    throw new RunError(`the page can't be written to ${out}: ${(error as Error).message}`);
  }
  if (asJson) process.stdout.write(`${JSON.stringify({ page: out, runs: stored.runs.length }, null, 2)}\n`);
  if (!quiet) process.stderr.write(`${counted(stored.runs.length, "run")}: ${out}\n`);
}

/** What a shipped experiment makes of its results; undefined of one that makes nothing of them, or isn't shipped. */
async function ownReport(json: unknown) {
  const [{ catalogue }, { parseStoredDetails, storedResults }] = await Promise.all([
    import("../catalogue.ts"),
    import("@crosstalk/experiment"),
  ]);
  const stored = parseStoredDetails(json);
  const entry = catalogue.find(({ module }) => module === stored.module);
  if (entry === undefined || stored.runs.length === 0) return undefined;
  const { default: experiment } = await entry.load();
  return experiment.report?.(storedResults(experiment, stored));
}

/** Loaded only when there is a page to make, so that the command itself starts quickly. */
function libraries() {
  return Promise.all([import("@crosstalk/experiment"), import("@crosstalk/experiment/node")]);
}
