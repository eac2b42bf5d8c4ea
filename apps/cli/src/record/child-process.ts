import { spawn } from "node:child_process";
import { RunError } from "../errors.ts";

/**
 * Runs a program to its end, without input; what it prints goes to this process's stderr, or nowhere.
 *
 * @returns its exit code, or 128 plus the signal's number.
 * @throws {RunError} if it can't be started, or the signal aborts it.
 */
export function runToEnd(file: string, args: readonly string[], output: "show" | "drop", abort?: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      stdio: ["ignore", output === "show" ? 2 : "ignore", "inherit"],
      ...(abort === undefined ? {} : { signal: abort, killSignal: "SIGTERM" as const }),
    });
    child.on("error", (error) => {
      reject(new RunError(abort?.aborted ? "interrupted" : `${file} can't be started: ${error.message}`));
    });
    child.on("close", (code, signal) => {
      if (code !== null) resolve(code);
      else reject(new RunError(`${file} was ended by ${signal}`));
    });
  });
}
