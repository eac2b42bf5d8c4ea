import { spawn } from "node:child_process";
import { mkdtempSync, openSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The root folder of the repository. */
export const repository = fileURLToPath(new URL("../../../../", import.meta.url));

/** What a command did. */
export interface CommandOutcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a command is run. */
export interface CommandOptions {
  readonly cwd: string;
  /** Sends Ctrl-C as soon as this is said on stderr. */
  readonly interruptAt?: string;
  /** Kills the command and all that it started, as `kill -9` does, once this holds; asked every 2 ms. */
  readonly killWhen?: () => boolean;
  /** A file to print to, instead of keeping what is printed. */
  readonly printTo?: string;
  /** Its folder for temporary files; the system's by default. */
  readonly temporary?: string;
  /** Runs it from source, with a loader of TypeScript, as the npm scripts do; by default what is built is run, as installed. */
  readonly fromSource?: true;
}

/** How long a command may take, in real milliseconds, before it is killed with all that it started. */
const LONGEST = 50_000;

/**
 * Runs `crosstalk` in a process of its own: what `npm test` has built before, or from source. If it is to be interrupted,
 * the signal goes to all processes of the group, as a terminal sends it.
 */
export function crosstalk(
  words: readonly string[],
  { cwd, interruptAt, killWhen, printTo, temporary, fromSource }: CommandOptions,
): Promise<CommandOutcome> {
  const loader = pathToFileURL(join(repository, "node_modules/tsx/dist/loader.mjs")).href;
  const source = ["--import", loader, "--conditions=@crosstalk/source", join(repository, "apps/cli/src/main.ts")];
  const child = spawn(process.execPath, [...(fromSource ? source : [join(repository, "apps/cli/dist/main.js")]), ...words], {
    cwd,
    detached: true,
    env: { ...process.env, NO_COLOR: "1", ...(temporary === undefined ? {} : { TMPDIR: temporary }) },
    stdio: ["ignore", printTo === undefined ? "pipe" : openSync(printTo, "w"), "pipe"],
  });
  const signalGroup = (signal: NodeJS.Signals): boolean => child.pid !== undefined && process.kill(-child.pid, signal);
  const timer = setTimeout(() => signalGroup("SIGKILL"), LONGEST);
  const watching = setInterval(() => {
    if (child.exitCode === null && child.signalCode === null && killWhen?.()) signalGroup("SIGKILL");
  }, 2);
  const said = { stdout: "", stderr: "" };
  let interrupted = false;
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (text: string) => {
      said[name] += text;
      if (interruptAt === undefined || interrupted || !said.stderr.includes(interruptAt)) return;
      interrupted = true;
      signalGroup("SIGINT");
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(timer);
      clearInterval(watching);
      resolve({ code, ...said });
    });
  });
}

/** A new empty folder outside the repository. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "crosstalk-cli-"));
}
