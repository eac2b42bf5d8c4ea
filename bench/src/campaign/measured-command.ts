import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What a process needs while it runs. */
export interface Sample {
  /** Real seconds since it began. */
  readonly seconds: number;
  /** Resident memory, MiB. */
  readonly mebibytes: number;
  /** Files in the folder that is watched. */
  readonly files: number;
}

/** What a command needed. */
export interface MeasuredCommand {
  readonly seconds: number;
  /** Processor time of all its threads, seconds, to a hundredth; undefined where there is no /proc. */
  readonly processorSeconds: number | undefined;
  readonly samples: readonly Sample[];
  readonly stdout: string;
}

const root = fileURLToPath(new URL("../../../", import.meta.url));
/** Clock ticks a second in /proc, on every Linux of today. */
const TICKS = 100;
const PAGE = 4096;

/** Where a command runs, and what is watched meanwhile. */
export interface Watching {
  readonly cwd: string;
  /** A folder whose files are counted. */
  readonly watched: string;
  /** Real milliseconds between two looks. */
  readonly every: number;
}

/** Runs `crosstalk` as it is built and installed, and looks at it every so many milliseconds. */
export function measuredCommand(words: readonly string[], { cwd, watched, every }: Watching): Promise<MeasuredCommand> {
  const start = performance.now();
  const child = spawn(process.execPath, [`${root}apps/cli/dist/main.js`, ...words], { cwd, stdio: ["ignore", "pipe", "pipe"] });
  const samples: Sample[] = [];
  let processorSeconds: number | undefined;
  const timer = setInterval(() => {
    const fields = statOf(child.pid);
    if (fields === undefined) return;
    // After the name in parentheses: state is the first field, utime the 12th, stime the 13th, rss the 22nd; see proc(5).
    processorSeconds = (Number(fields[11]) + Number(fields[12])) / TICKS;
    const mebibytes = (Number(fields[21]) * PAGE) / 1_048_576;
    samples.push({ seconds: (performance.now() - start) / 1000, mebibytes, files: filesIn(watched) });
  }, every);
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (part) => (stdout += part));
  child.stderr.on("data", (part) => (stderr += part));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      clearInterval(timer);
      if (code !== 0) reject(new Error(`crosstalk ${words.join(" ")} ended with ${code}: ${stderr}`));
      else resolve({ seconds: (performance.now() - start) / 1000, processorSeconds, samples, stdout });
    });
  });
}

function statOf(pid: number | undefined): readonly string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined; // it has ended, or this is no Linux
  }
}

function filesIn(folder: string): number {
  try {
    return readdirSync(folder).length;
  } catch {
    return 0; // not made yet
  }
}
