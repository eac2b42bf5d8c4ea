import { lstatSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { UsageError } from "../errors.ts";

/**
 * Checks that a file can be written at a path, before any work is done for it.
 *
 * @throws {UsageError} if the path is a folder, or lies below something that is not one.
 */
export function checkOutputPath(path: string): void {
  const target = resolve(path);
  if (exists(target) === "folder") {
    throw new UsageError(`the output path ${path} is a folder; name a file`);
  }
  for (let folder = dirname(target); ; folder = dirname(folder)) {
    const found = exists(folder);
    if (found === "folder") return;
    if (found === "other") throw new UsageError(`the output path ${path} can't be written: ${folder} is not a folder`);
  }
}

function exists(path: string): "folder" | "other" | "nothing" {
  try {
    return statSync(path).isDirectory() ? "folder" : "other";
  } catch {
    try {
      lstatSync(path);
      return "other";
    } catch {
      return "nothing";
    }
  }
}

/** Writes a file whole or not at all: to a temporary file beside it, renamed when complete. Makes missing folders. */
export function writeWhole(path: string, text: string): void {
  const folder = dirname(resolve(path));
  mkdirSync(folder, { recursive: true });
  const temporary = join(folder, `.${basename(path)}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, text, { flag: "wx" });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
