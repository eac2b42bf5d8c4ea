import { spawn } from "node:child_process";
import { InterruptedError, RunError } from "../errors.ts";

/**
 * Runs a program to its end, without input; what it prints goes to this process's stderr, or nowhere. It gets a process
 * group of its own, which is killed as a whole when the signal aborts.
 *
 * @returns its exit code.
 * @throws {RunError} if it can't be started, or is ended by a signal.
 * @throws {InterruptedError} if it is aborted.
 */
export function runToEnd(file: string, args: readonly string[], output: "show" | "drop", abort?: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    if (abort?.aborted) {
      reject(new InterruptedError());
      return;
    }
    const child = spawn(file, args, { stdio: ["ignore", output === "show" ? 2 : "ignore", "inherit"], detached: true });
    const kill = (): void => {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {
        // It has ended by itself.
      }
    };
    abort?.addEventListener("abort", kill, { once: true });
    child.on("error", (error) => {
      abort?.removeEventListener("abort", kill);
      reject(new RunError(`${file} can't be started: ${error.message}`));
    });
    child.on("exit", (code, signal) => {
      abort?.removeEventListener("abort", kill);
      if (abort?.aborted) reject(new InterruptedError());
      else if (code !== null) resolve(code);
      else reject(new RunError(`${file} was ended by ${signal}`));
    });
  });
}
