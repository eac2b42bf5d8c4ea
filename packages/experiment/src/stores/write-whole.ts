import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Writes files into a folder, each whole or not at all: all go to temporary files first, which are then renamed. Makes
 * the folder if it is missing.
 *
 * @param files contents by file name.
 */
export function writeWhole(folder: string, files: Readonly<Record<string, string>>): void {
  const made = mkdirSync(folder, { recursive: true });
  const names = Object.keys(files).map((name) => ({
    name,
    path: join(folder, name),
    temporary: join(folder, `.${name}.${process.pid}.tmp`),
  }));
  try {
    for (const { name, temporary } of names) writeFileSync(temporary, files[name] as string, { flag: "wx" });
    for (const { path, temporary } of names) renameSync(temporary, path);
  } catch (error) {
    for (const { temporary } of names) rmSync(temporary, { force: true });
    if (made !== undefined) rmSync(made, { recursive: true, force: true });
    throw error;
  }
}
