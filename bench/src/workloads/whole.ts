import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import type { Runtime } from "@crosstalk/engine";
import type { Figure } from "../figure.ts";
import { secondsOf } from "../stopwatch.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** What starts the command line from source. */
const command = ["--import", "tsx", "-C", "@crosstalk/source", "apps/cli/src/main.ts"];

/** Time of `npm start`'s experiment, whole process, on one processor; a quick run takes one replication. */
export function whole(runtime: Runtime, quick: boolean): readonly Figure[] {
  if (runtime !== "compiled" && !choosable()) return [];
  const out = mkdtempSync(`${tmpdir()}/crosstalk-bench-`);
  const chosen = choosable() ? ["--runtime", runtime] : [];
  const args = [
    "run",
    "isolation-efficiency",
    "--quiet",
    "--jobs",
    "1",
    "--out",
    out,
    ...chosen,
    ...(quick ? ["--replications", "2"] : []),
  ];
  try {
    const seconds = secondsOf(() => {
      const { status, stderr } = spawnSync(process.execPath, [...command, ...args], {
        cwd: root,
        encoding: "utf8",
        maxBuffer: 1e8,
      });
      if (status !== 0) throw new Error(`npm start ended with ${status}: ${stderr}`);
    });
    return [{ name: "whole", title: "npm start", unit: "s", runtime, value: seconds }];
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** Whether the command line lets one choose the runtime; without it, only the compiled one is measured. */
function choosable(): boolean {
  const { stdout } = spawnSync(process.execPath, [...command, "run", "--help"], { cwd: root, encoding: "utf8" });
  return stdout.includes("--runtime");
}
