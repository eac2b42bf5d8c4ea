import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root folder of the repository. */
export const repository = fileURLToPath(new URL("../../", import.meta.url));

/** A command that runs, or has run. */
export interface StartedCommand {
  /** Resolves when it has said a text on stderr; rejects if it ends without. */
  says(text: string): Promise<void>;
  /** What it has said on stderr up to now. */
  readonly said: string;
  kill(signal: "SIGINT" | "SIGKILL"): void;
  /** Its exit code; null if it was killed. */
  readonly ended: Promise<number | null>;
}

/**
 * Starts `crosstalk`, as `npm test` has built it, in a process of its own.
 *
 * @param environment variables beside those that there are.
 */
export function crosstalk(
  words: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
): StartedCommand {
  const child = spawn(process.execPath, [join(repository, "apps/cli/dist/main.js"), ...words], {
    cwd,
    env: { ...process.env, NO_COLOR: "1", ...environment },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  const waiting = new Set<() => void>();
  const tell = (): void => {
    for (const look of waiting) look();
  };
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
    tell();
  });
  let over = false;
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      over = true;
      resolve(code);
      tell();
    });
  });
  return {
    says(text) {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          if (said.includes(text)) resolve();
          else if (over) reject(new Error(`crosstalk ${words.join(" ")} has not said ${text}, but:\n${said}`));
          else return;
          waiting.delete(look);
        };
        waiting.add(look);
        look();
      });
    },
    get said() {
      return said;
    },
    kill: (signal) => void child.kill(signal),
    ended,
  };
}
