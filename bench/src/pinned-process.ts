import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";

const taskset = spawnSync("taskset", ["--version"]).status === 0;

/** The processor that measurements are pinned to: the last one, which the system uses least. */
const processor = String(availableParallelism() - 1);

/** Whether measurements are pinned to one processor. */
export const pinned = taskset;

/** What starts one of our programs in a process of its own, as built: a loader of TypeScript would add to what is measured. */
export function nodeCommand(file: string, ...flags: readonly string[]): readonly string[] {
  const path = fileURLToPath(new URL(file, import.meta.url));
  return [process.execPath, ...flags, path];
}

/** Runs a command in a fresh process, pinned to one processor where that is possible, and gives what it prints. */
export function runPinned(command: readonly string[], args: readonly (string | number)[]): string {
  const [program = "", ...rest] = [...(taskset ? ["taskset", "-c", processor] : []), ...command, ...args.map(String)];
  const { status, signal, stdout, stderr } = spawnSync(program, rest, { encoding: "utf8", maxBuffer: 1e8 });
  if (status === 0) return stdout;
  throw new Error(
    `${[program, ...rest].join(" ")} ended with ${signal ?? status}: ${stderr.trim().split("\n").slice(-8).join("\n")}`,
  );
}
