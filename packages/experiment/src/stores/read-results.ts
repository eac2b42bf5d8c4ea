import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseStoredRuns, type StoredRuns } from "../comparison/stored-runs.ts";
import { codeOf, kindOf } from "./folders.ts";

/** Most problems of one file that are told; the others are counted. */
const MOST_TOLD = 5;

/**
 * Reads the results in a folder, from its `run.json`.
 *
 * @throws {Error} saying, a line each, why it holds no results that can be used.
 */
export function readResults(folder: string): StoredRuns {
  const kind = folder.trim() === "" ? "nothing" : kindOf(folder);
  if (kind !== "folder") throw new Error(kind === "nothing" ? "there is no such folder" : "it is not a folder");
  const path = join(folder, "run.json");
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new Error(`its run.json can't be read (${codeOf(error)})`);
  }
  try {
    return parseStoredRuns(JSON.parse(text));
  } catch (error) {
    const lines = (error as Error).message.split("\n");
    const more = lines.length > MOST_TOLD ? [`and ${lines.length - MOST_TOLD} more`] : [];
    throw new Error([...lines.slice(0, MOST_TOLD), ...more].map((line) => `run.json: ${line}`).join("\n"));
  }
}
