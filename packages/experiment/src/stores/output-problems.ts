import { accessSync, constants } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { UsageProblem } from "../usage-error.ts";
import { codeOf, kindOf, makeFolders, removeFolders, twice } from "./folders.ts";
import { writeProbe } from "./write-whole.ts";

/**
 * What is wrong with a folder to write files into, found out before any work is done for them: the missing folders are
 * made and a file is written, and all that is removed again.
 *
 * @param field what the user knows the folder as, such as `out`.
 * @param names of the files that will be written; all that are there already must be files, and writable.
 */
export function outputFolderProblems(field: string, path: string, names: readonly string[]): UsageProblem[] {
  return problems(field, path, "a folder that can be written to", () => probe(path, names));
}

/** What is wrong with a path to write a file to; as {@link outputFolderProblems}. */
export function outputFileProblems(field: string, path: string): UsageProblem[] {
  return problems(field, path, "the path of a file that can be written", () => {
    if (path === "-") throw new Error("it is no file, and stdout is not written to");
    if (/[/\\]$/.test(path)) throw new Error("it ends as a folder does");
    const file = resolve(path);
    probe(dirname(file), [basename(file)]);
  });
}

function problems(field: string, path: string, allowed: string, work: () => void): UsageProblem[] {
  if (path.trim() === "") return [{ field, value: "empty", allowed }];
  try {
    twice(work);
    return [];
  } catch (error) {
    return [{ field, value: path, allowed, reason: (error as Error).message }];
  }
}

function probe(path: string, names: readonly string[]): void {
  const folder = resolve(path);
  const made = makeFolders(folder);
  try {
    for (const name of names) checkTarget(join(folder, name));
    writeProbe(folder);
  } finally {
    removeFolders(made);
  }
}

/** Checks that a file can be replaced, or made, at a path. */
function checkTarget(path: string): void {
  try {
    const kind = kindOf(path);
    if (kind === "folder") throw new Error(`${path} is a folder`);
    if (kind === "other") throw new Error(`${path} is not a regular file`);
    if (kind === "file") accessSync(path, constants.W_OK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new Error(`${path} can't be written (${codeOf(error)})`);
  }
}
