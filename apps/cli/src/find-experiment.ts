import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Experiment } from "@crosstalk/experiment";
import type { ExperimentModule } from "@crosstalk/experiment/node";
import { catalogue } from "./catalogue.ts";
import { UsageError } from "./errors.ts";

/** An experiment, and where it is from. */
export interface FoundExperiment {
  readonly experiment: Experiment;
  /** What the user called it. */
  readonly called: string;
  /** The module as people name it. */
  readonly module: string;
  /** Where workers load it from. */
  readonly source: ExperimentModule;
}

/**
 * Finds an experiment by the name of a shipped one, by the path of a module whose default export it is, or by that
 * of a YAML or JSON file that describes it.
 *
 * @throws {UsageError} if there is none, or the file can't be loaded.
 */
export async function findExperiment(called: string): Promise<FoundExperiment> {
  if (isDescription(called)) return readFile(called);
  if (isPath(called)) return loadFile(called);
  const entry = catalogue.find(({ name }) => name === called);
  if (entry !== undefined) {
    const source = { url: entry.url(), exportName: "default" };
    return { experiment: (await entry.load()).default, called, module: entry.module, source };
  }
  const names = catalogue.map(({ name }) => name);
  const { didYouMean } = await import("@crosstalk/experiment/closest-name");
  const hint = didYouMean(called, names);
  throw new UsageError(`there is no experiment ${called}${hint}; allowed is one of ${names.join(", ")}, or the path of a file`);
}

/** Whether an experiment is called by a path, not by a name of the catalogue. */
export function isPath(called: string): boolean {
  return /[/\\]|\.[mc]?[jt]s$/.test(called) || isDescription(called);
}

/** Whether a path is that of a file which describes an experiment, rather than of a module. */
export function isDescription(path: string): boolean {
  return /\.(ya?ml|json)$/i.test(path);
}

/** The module whose default export makes experiments of files that describe them. */
export function descriptionMaker(): ExperimentModule {
  return { url: import.meta.resolve("@crosstalk/experiment-files/make"), exportName: "default" };
}

function checkIsFile(called: string): void {
  if (!existsSync(called) || statSync(called).isDirectory()) throw new UsageError(`there is no file ${called}`);
}

async function readFile(called: string): Promise<FoundExperiment> {
  checkIsFile(called);
  const { parseExperimentFile } = await import("@crosstalk/experiment-files");
  const parsed = parseExperimentFile(called);
  if ("problems" in parsed) throw new UsageError(parsed.problems);
  const source = { ...descriptionMaker(), content: parsed.text, identity: parsed.identity };
  return { experiment: parsed.experiment, called, module: called, source };
}

async function loadFile(called: string): Promise<FoundExperiment> {
  checkIsFile(called);
  const url = pathToFileURL(resolve(called)).href;
  const { loadExperiment } = await import("@crosstalk/experiment/node");
  const source = { url, exportName: "default" };
  try {
    return { experiment: await loadExperiment(source), called, module: called, source };
  } catch (error) {
    throw new UsageError(reasons(error).map((reason) => `${called} can't be used: ${reason}`));
  }
}

function reasons(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [String(error)];
  if ("problems" in error && Array.isArray(error.problems)) return error.problems;
  if ((error as NodeJS.ErrnoException).code !== "ERR_UNKNOWN_FILE_EXTENSION") return [error.message];
  return ["this Node loads no TypeScript; use Node 22.18 or later, or run from source by npm run crosstalk"];
}
