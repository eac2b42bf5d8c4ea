import { accessSync, constants, lstatSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { UsageProblem } from "../usage-error.ts";

/** What is wrong with a folder to write results to, before any work is done for them; nothing is made. */
export function outputFolderProblems(field: string, path: string): UsageProblem[] {
  const problem = (reason: string): UsageProblem[] => [{ field, value: path === "" ? "empty" : path, reason }];
  if (path === "") return problem("name a folder");
  for (let place = resolve(path); ; place = dirname(place)) {
    const found = kindOf(place);
    if (found === "nothing") continue;
    if (found !== "folder") return problem(`${place} is not a folder`);
    return writable(place) ? [] : problem(`${place} can't be written to`);
  }
}

function kindOf(path: string): "folder" | "other" | "nothing" {
  try {
    return statSync(path).isDirectory() ? "folder" : "other";
  } catch {
    return isDeadLink(path) ? "other" : "nothing";
  }
}

function isDeadLink(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

function writable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
