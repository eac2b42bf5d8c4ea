import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { RunError } from "../errors.ts";

/** Where an executable file of that name is, as a shell would find it; undefined if there is none. */
export function findExecutable(name: string, path: string): string | undefined {
  const candidates = name.includes("/") ? [name] : path.split(delimiter).map((folder) => join(folder || ".", name));
  return candidates.find((candidate) => {
    try {
      accessSync(candidate, constants.X_OK);
      return statSync(candidate).isFile();
    } catch {
      return false;
    }
  });
}

/** The programs that recording needs, where they were found. */
export interface RecordingTools {
  readonly strace: string;
  /** GNU time: it waits for the command and is told what the command used. */
  readonly time: string;
}

/**
 * Finds what recording needs.
 *
 * @throws {RunError} naming the Debian packages to install, or that this is not Linux.
 */
export function findTools(platform: NodeJS.Platform, path: string): RecordingTools {
  if (platform !== "linux") throw new RunError(`recording needs Linux, and this is ${platform}: record on a Linux machine`);
  const strace = findExecutable("strace", path);
  const time = findExecutable("time", path);
  const missing = [...(strace === undefined ? ["strace"] : []), ...(time === undefined ? ["time"] : [])];
  if (strace === undefined || time === undefined) {
    throw new RunError(
      `recording needs ${missing.join(" and ")}, not found in PATH: on Debian and Ubuntu, apt-get install ${missing.join(" ")}`,
    );
  }
  return { strace, time };
}
