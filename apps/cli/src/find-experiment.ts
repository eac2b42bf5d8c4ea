import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Experiment } from "@crosstalk/experiment";
import { catalogue } from "./catalogue.ts";
import { closestName } from "./closest-name.ts";
import { UsageError } from "./errors.ts";

/** An experiment, and where it is from. */
export interface FoundExperiment {
  readonly experiment: Experiment;
  /** What the user called it. */
  readonly called: string;
  /** The module as people name it. */
  readonly module: string;
  /** URL of the module whose default export it is. */
  readonly url: string;
}

/**
 * Finds an experiment by the name of a shipped one, or by the path of a file whose default export it is.
 *
 * @throws {UsageError} if there is none, or the file can't be loaded.
 */
export async function findExperiment(called: string): Promise<FoundExperiment> {
  if (isPath(called)) return loadFile(called);
  const entry = catalogue.find(({ name }) => name === called);
  if (entry !== undefined) return { experiment: (await entry.load()).default, called, module: entry.module, url: entry.url() };
  const names = catalogue.map(({ name }) => name);
  const meant = closestName(called, names);
  const hint = meant === undefined ? "" : ` (did you mean ${meant}?)`;
  throw new UsageError(`there is no experiment ${called}${hint}; allowed is one of ${names.join(", ")}, or the path of a file`);
}

/** Whether an experiment is called by a path, not by a name of the catalogue. */
export function isPath(called: string): boolean {
  return /[/\\]|\.[mc]?[jt]s$/.test(called);
}

async function loadFile(called: string): Promise<FoundExperiment> {
  const path = resolve(called);
  if (!existsSync(path) || statSync(path).isDirectory()) throw new UsageError(`there is no file ${called}`);
  const url = pathToFileURL(path).href;
  const { loadExperiment } = await import("@crosstalk/experiment/node");
  try {
    return { experiment: await loadExperiment({ url, exportName: "default" }), called, module: called, url };
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
