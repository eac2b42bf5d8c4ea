import { mkdirSync, rmdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** What is at a path, links followed. */
export type FileKind = "folder" | "file" | "other" | "nothing";

/**
 * What is at a path.
 *
 * @throws if that can't be found out, such as for a name that is too long.
 */
export function kindOf(path: string): FileKind {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return "nothing";
  if (found.isDirectory()) return "folder";
  return found.isFile() ? "file" : "other";
}

/**
 * Makes the missing folders of a path, one at a time: Node's own recursive way never returns where the system denies that
 * a parent exists, as in `/proc`. If one can't be made, those before it are removed again.
 *
 * @returns those that were made, outermost first.
 */
export function makeFolders(path: string): readonly string[] {
  const missing: string[] = [];
  for (let folder = resolve(path); kindOfFolder(folder) === "nothing"; folder = dirname(folder)) missing.unshift(folder);
  const made: string[] = [];
  try {
    for (const folder of missing) {
      mkdirSync(folder);
      made.push(folder);
    }
  } catch (error) {
    removeFolders(made);
    throw new Error(`the folder ${missing[made.length]} can't be made (${codeOf(error)})`);
  }
  return made;
}

/** Removes folders that {@link makeFolders} made; those that are not empty stay. */
export function removeFolders(made: readonly string[]): void {
  for (const folder of made.toReversed()) {
    try {
      rmdirSync(folder);
    } catch {
      return;
    }
  }
}

/**
 * Does work on files again if it fails: two commands that begin at the same time may find a folder that the other one
 * made to try, and is about to remove.
 */
export function twice<Result>(work: () => Result): Result {
  try {
    return work();
  } catch {
    return work();
  }
}

/** The system's short name for an error, such as `EACCES`. */
export function codeOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
}

function kindOfFolder(path: string): FileKind {
  let kind: FileKind;
  try {
    kind = kindOf(path);
  } catch (error) {
    if (codeOf(error) === "ENOTDIR") return "nothing"; // an outer folder is none, which the next look will show
    throw new Error(`${path} can't be used (${codeOf(error)})`);
  }
  if (kind === "file" || kind === "other") throw new Error(`${path} is not a folder`);
  return kind;
}
