import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { repository } from "./source-files.ts";

/** What the linter said about a folder of planted files. */
export interface LintReport {
  readonly exitCode: number;
  /** Everything said, by file. */
  readonly errors: ReadonlyMap<string, string>;
}

const biome = `${repository}node_modules/.bin/biome`;
const heading = /^(\S+?\.m?[jt]s)(?::\d+:\d+)? \S+.*━+$/;

/** Writes files into a new folder with the repository's lint rules, lints it in one go, and removes it. */
export function lintPlanted(files: ReadonlyMap<string, string>): LintReport {
  const folder = mkdtempSync(join(tmpdir(), "crosstalk-lint-"));
  try {
    cpSync(`${repository}biome.json`, join(folder, "biome.json"));
    cpSync(`${repository}lint`, join(folder, "lint"), { recursive: true });
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const options = ["lint", "--colors=off", "--diagnostic-level=error", "--max-diagnostics=none", "packages", "apps", "test"];
    const run = spawnSync(biome, options, { cwd: folder, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
    if (run.error) throw run.error;
    return { exitCode: run.status ?? -1, errors: byFile(`${run.stdout}\n${run.stderr}`) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function byFile(output: string): Map<string, string> {
  const errors = new Map<string, string>();
  let file = "";
  for (const line of output.split("\n")) {
    const found = heading.exec(line);
    if (found?.[1]) file = found[1];
    else if (/^\S/.test(line)) file = "";
    if (file) errors.set(file, `${errors.get(file) ?? ""} ${line.trim()}`);
  }
  return errors;
}
