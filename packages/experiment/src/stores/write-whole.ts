import { readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codeOf, kindOf, makeFolders, removeFolders, twice } from "./folders.ts";

/** What a file is to hold: text, bytes, or what writes it to a path, piece by piece, as often as it is asked to. */
export type FileContent = string | Uint8Array | ((path: string) => void);

/**
 * Writes files into a folder, all whole or none: all go to temporary files first, which are then renamed together. Makes
 * the folder if it is missing, and removes it again if the files can't be written.
 *
 * @param files contents by file name.
 * @param earlier names of files that go when these have come, if they are there.
 */
export function writeWhole(folder: string, files: Readonly<Record<string, FileContent>>, earlier: readonly string[] = []): void {
  twice(() => writeOnce(folder, files));
  for (const name of earlier) rmSync(join(folder, name), { force: true });
}

function writeOnce(folder: string, files: Readonly<Record<string, FileContent>>): void {
  const made = makeFolders(folder);
  const names = Object.keys(files).map((name, index) => ({
    name,
    path: join(folder, name),
    temporary: temporaryIn(folder, index),
  }));
  try {
    for (const { name, temporary } of names) {
      const content = files[name] as FileContent;
      writeFileSync(temporary, typeof content === "function" ? "" : content, { flag: "wx" });
      if (typeof content === "function") content(temporary);
    }
    const taken = names.find(({ path }) => kindOf(path) === "folder");
    if (taken !== undefined) throw new Error(`${taken.path} is a folder`);
    for (const { path, temporary } of names) renameSync(temporary, path);
  } catch (error) {
    for (const { temporary } of names) rmSync(temporary, { force: true });
    removeFolders(made);
    throw error;
  }
}

/**
 * Writes an empty file into a folder and removes it.
 *
 * @throws if that can't be done.
 */
export function writeProbe(folder: string): void {
  const probe = temporaryIn(folder, 0);
  try {
    writeFileSync(probe, "", { flag: "wx" });
  } catch (error) {
    throw new Error(`no file can be made in ${folder} (${codeOf(error)})`);
  }
  rmSync(probe);
}

/** Removes temporary files of processes that were killed while they wrote; a folder that isn't there has none. */
export function removeAbandoned(folder: string): void {
  if (kindOf(folder) !== "folder") return;
  for (const name of readdirSync(folder)) {
    const [, writer] = /^\.crosstalk-(\d+)-\d+\.tmp$/.exec(name) ?? [];
    if (writer !== undefined && !isAlive(Number(writer))) rmSync(join(folder, name), { force: true });
  }
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM"; // another user's
  }
}

/** A short name, so that it is not the temporary file's that is too long. */
function temporaryIn(folder: string, index: number): string {
  return join(folder, `.crosstalk-${process.pid}-${index}.tmp`);
}
