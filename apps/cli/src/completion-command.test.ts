import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { catalogue } from "./catalogue.ts";
import { bashCompletion } from "./completion/bash.ts";
import { completable } from "./completion/completable.ts";
import { fishCompletion } from "./completion/fish.ts";
import { zshCompletion } from "./completion/zsh.ts";
import { crosstalkProgram } from "./program.ts";
import { crosstalk, repository, temporaryFolder } from "./testing/crosstalk-command.ts";

const cwd = temporaryFolder();
beforeAll(async () => {
  mkdirSync(join(cwd, "here", "folder"), { recursive: true });
  for (const name of ["mine.ts", "mine too.ts"]) writeFileSync(join(cwd, "here", name), "");
  const { code, stdout } = await crosstalk(["completion", "bash"], { cwd });
  expect(code).toBe(0);
  writeFileSync(join(cwd, "completion.bash"), stdout);
  mkdirSync(join(cwd, "bin"));
  const built = join(repository, "apps/cli/dist/main.js");
  writeFileSync(join(cwd, "bin", "crosstalk"), `#!/bin/sh\nexec "${process.execPath}" "${built}" "$@"\n`, { mode: 0o755 });
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** What a real bash offers once the last of these words is begun. */
function offered(...words: readonly string[]): string[] {
  const typed = ["crosstalk", ...words].map((word) => `"${word}"`).join(" ");
  const ask = `source ../completion.bash; COMP_WORDS=(${typed}); COMP_CWORD=${words.length}; _crosstalk; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync("bash", ["--norc", "-c", ask], {
    cwd: join(cwd, "here"),
    env: { ...process.env, PATH: `${join(cwd, "bin")}:${process.env.PATH}` },
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  return stdout.split("\n").filter((line) => line !== "");
}

describe("crosstalk completion", () => {
  it("has bash complete commands", () => {
    expect(offered("")).toEqual([...crosstalkProgram().commands.map((command) => command.name()), "--help", "--version"]);
    expect(offered("qu")).toEqual(["query"]);
  });

  it("has bash complete options of the command that is typed, and no others", () => {
    expect(offered("run", "--re")).toEqual(["--replications"]);
    expect(offered("list", "-")).toEqual(["--names", "--json", "--quiet", "--help"]);
  });

  it("has bash complete values: choices, files, folders, or nothing that is not known", () => {
    expect(offered("export", "--format", "")).toEqual(["omnetpp"]);
    expect(offered("run", "--out", "")).toEqual(["folder"]);
    expect(offered("validate", "--against", "m").sort()).toEqual(["mine too.ts", "mine.ts"]);
    expect(offered("run", "--seed", "")).toEqual([]);
  });

  it("has bash complete names of experiments, kinds, and paths; for other names it asks the command", () => {
    expect(offered("run", "").sort()).toEqual([...catalogue.map(({ name }) => name), "folder", "mine too.ts", "mine.ts"].sort());
    expect(offered("list", "plat")).toEqual(["platforms"]);
    expect(offered("list", "platforms", "xen-4")).toEqual(["xen-4.2"]);
    expect(offered("list", "platforms", "--q")).toEqual(["--quiet"]);
    expect(offered("list", "hosts", "dual")).toEqual(["dual-xeon-2003"]);
    expect(offered("compare", "f")).toEqual(["folder"]);
  });

  it("writes every command and option into the scripts of all shells", () => {
    const commands = completable(crosstalkProgram());
    for (const { name, options } of commands) {
      for (const script of [bashCompletion, zshCompletion, fishCompletion].map((write) => write(commands))) {
        expect(script).toMatch(new RegExp(`\\b${name}\\b`));
        for (const { flag } of options) expect(script).toContain(flag.slice(2));
      }
    }
    expect(zshCompletion(commands)).toMatch(/^#compdef crosstalk\n/);
    expect(zshCompletion(commands)).toContain("$(crosstalk list $1 --names 2>/dev/null)");
    expect(fishCompletion(commands)).toContain("-f -a '(crosstalk list hosts --names 2>/dev/null)'");
    expect(fishCompletion(commands)).toContain("'__fish_seen_subcommand_from export' -l format -x -a 'omnetpp'");
  });

  it("refuses a shell that there is no script for", async () => {
    const { code, stderr } = await crosstalk(["completion", "tcsh"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain("Allowed choices are bash, zsh, fish");
  });
});
