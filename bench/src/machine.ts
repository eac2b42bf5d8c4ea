import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem } from "node:os";
import { pinned } from "./pinned-process.ts";

/** Where Linux tells of its processors. */
const CPU_INFO = "/proc/cpuinfo";

/** Where and when something was measured. */
export interface MachineRecord {
  /** Its name, with family and model where Linux tells them: makers give one name to processors of very different speeds. */
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

function processorName(): string {
  const name = cpus()[0]?.model ?? "unknown";
  if (!existsSync(CPU_INFO)) return name;
  const text = readFileSync(CPU_INFO, "utf8");
  const told = (field: string) => new RegExp(`^${field}\\s*: (\\d+)$`, "m").exec(text)?.[1];
  const [family, model] = [told("cpu family"), told("model")];
  return family === undefined || model === undefined ? name : `${name} (family ${family}, model ${model})`;
}

/** The machine at hand, with the date and the commit that is checked out. */
export function thisMachine(): MachineRecord {
  const firstLine = (program: string, ...args: string[]) => {
    const { status, stdout } = spawnSync(program, args, { encoding: "utf8" });
    return status === 0 ? (stdout.split("\n")[0] as string) : null;
  };
  return {
    processor: processorName(),
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
