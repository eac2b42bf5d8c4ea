import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
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
}

/** Runs `crosstalk` from source, in a process of its own. */
export function crosstalk(words: readonly string[], { cwd, interruptAt }: CommandOptions): Promise<CommandOutcome> {
  const loader = pathToFileURL(join(repository, "node_modules/tsx/dist/loader.mjs")).href;
  const main = join(repository, "apps/cli/src/main.ts");
  const child = spawn(process.execPath, ["--import", loader, "--conditions=@crosstalk/source", main, ...words], {
    cwd,
    env: { ...process.env, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { stdout: "", stderr: "" };
  let interrupted = false;
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      said[name] += text;
      if (interruptAt === undefined || interrupted || !said.stderr.includes(interruptAt)) return;
      interrupted = true;
      child.kill("SIGINT");
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...said }));
  });
}

/** A new empty folder outside the repository. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "crosstalk-cli-"));
}
