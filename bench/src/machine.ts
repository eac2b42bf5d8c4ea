import { spawnSync } from "node:child_process";
import { cpus, loadavg, release, totalmem } from "node:os";
import { pinned } from "./pinned-process.ts";

/** Where and when something was measured. */
export interface MachineRecord {
  readonly processor: string;
  readonly processors: number;
  /** GiB. */
  readonly memory: number;
  readonly system: string;
  readonly node: string;
  readonly compiler: string | null;
  /** Whether each measurement is pinned to one processor. */
  readonly pinned: boolean;
  /** Load average of the last minute when the bench began. */
  readonly load: number;
  readonly date: string;
  readonly commit: string | null;
}

/** The machine at hand, with the date and the commit that is checked out. */
export function thisMachine(): MachineRecord {
  const firstLine = (program: string, ...args: string[]) => {
    const { status, stdout } = spawnSync(program, args, { encoding: "utf8" });
    return status === 0 ? (stdout.split("\n")[0] as string) : null;
  };
  return {
    processor: cpus()[0]?.model ?? "unknown",
    processors: cpus().length,
    memory: Math.round(totalmem() / 1_073_741_824),
    system: `${process.platform} ${release()}`,
    node: process.version,
    compiler: firstLine("g++", "--version"),
    pinned,
    load: Math.round((loadavg()[0] ?? 0) * 100) / 100,
    date: new Date().toISOString(),
    commit: firstLine("git", "describe", "--always", "--dirty"),
  };
}
