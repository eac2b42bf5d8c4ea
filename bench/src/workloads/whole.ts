import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import type { Figure } from "../figure.ts";
import { secondsOf } from "../stopwatch.ts";
import { type Runtime, runtimes } from "./runtime.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Time of `npm start`'s experiment, whole process, on one processor; a quick run takes one replication. */
export function whole(runtime: Runtime, quick: boolean): readonly Figure[] {
  const out = mkdtempSync(`${tmpdir()}/crosstalk-bench-`);
  const chosen = runtimes.length > 1 ? ["--runtime", runtime] : [];
  const args = ["run", "isolation-efficiency", "--quiet", "--out", out, ...chosen, ...(quick ? ["--replications", "2"] : [])];
  const command = ["--import", "tsx", "-C", "@crosstalk/source", "apps/cli/src/main.ts", ...args, "--jobs", "1"];
  try {
    const seconds = secondsOf(() => {
      const { status, stderr } = spawnSync(process.execPath, command, { cwd: root, encoding: "utf8", maxBuffer: 1e8 });
      if (status !== 0) throw new Error(`npm start ended with ${status}: ${stderr}`);
    });
    return [{ name: "whole", title: "npm start", unit: "s", runtime, value: seconds }];
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
