import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { UsageError } from "../errors.ts";

const NAME = "results.parquet";

/**
 * The tables of results of a folder: its own, or those of the folders in it.
 *
 * @throws {UsageError} if there is none.
 */
export function parquetFiles(folder: string): readonly string[] {
  const refuse = (reason: string) => {
    return new UsageError(`folder is ${folder || "empty"}; allowed is a folder of results, or of such folders: ${reason}`);
  };
  let names: readonly string[];
  try {
    names = readdirSync(folder).toSorted();
  } catch (error) {
    throw refuse(`it can't be read (${(error as NodeJS.ErrnoException).code})`);
  }
  const own = join(folder, NAME);
  if (isFile(own)) return [own];
  const files = names.map((name) => join(folder, name, NAME)).filter(isFile);
  if (files.length === 0) throw refuse(`there is no ${NAME} in it, and none in any folder in it`);
  return files;
}

/** The tables of time series that stand beside tables of results; not every experiment keeps some. */
export function seriesFiles(results: readonly string[]): readonly string[] {
  return results.map((path) => join(dirname(path), "series.parquet")).filter(isFile);
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false; // nothing there, or nothing that we may read
  }
}
