/**
 * Measures on this machine, with gcc, valgrind and `crosstalk record`, what the programs of lmbench's process rows do:
 * instructions in user mode, pages touched, and system calls by class. Writes counts.json beside this file.
 *
 *   node apps/barham-2003/evidence/measure.mjs        at the root of the repository
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { release, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { faultsOf, stagesOf } from "./touched-pages.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = fileURLToPath(new URL("../../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "barham-"));
const environment = { PATH: "/usr/bin:/bin" };
const run = (file, words, options = {}) => execFileSync(file, words, { encoding: "utf8", stdio: "pipe", ...options });

/** Traces a command; gives the files of its processes, oldest first. */
function trace(name, command, follow) {
  const options = ["--trace-mem=yes", "--basic-counts=no", "--trace-syscalls=yes", `--trace-children=${follow}`];
  run("valgrind", ["--tool=lackey", ...options, `--log-file=${folder}/${name}.%p`, ...command], { env: environment });
  const files = readdirSync(folder).filter((file) => file.startsWith(`${name}.`));
  return files.sort((a, b) => Number(a.split(".")[1]) - Number(b.split(".")[1])).map((file) => join(folder, file));
}

/** System calls by class of a program's children: those up to each exec, and to the end. */
function calls(name, words) {
  const file = join(folder, `${name}.json`);
  const cli = ["tsx", "-C", "@crosstalk/source", "apps/cli/src/main.ts"];
  const record = [...cli, "record", "--repeat", "1", "--name", name, "--out", file, "--", join(folder, "process"), ...words];
  run("npx", record, { cwd: root, env: { ...process.env, LANG: "", LC_ALL: "", HOME: "/" } });
  const { processes } = JSON.parse(readFileSync(file, "utf8"));
  const parts = [{}];
  for (const step of processes.at(-1).steps) {
    if (step.do === "exec") parts.push({});
    if (step.do !== "run") continue;
    const part = parts.at(-1);
    for (const [kind, count] of Object.entries(step.calls)) part[kind] = (part[kind] ?? 0) + count;
  }
  return parts;
}

run("gcc", ["-O", "-o", join(folder, "hello"), join(here, "hello.c")]);
run("gcc", ["-O", "-no-pie", "-o", join(folder, "process"), join(here, "process.c")]);
symlinkSync("/bin/bash", join(folder, "sh"));
const symbol = run("nm", [join(folder, "process")])
  .split("\n")
  .find((line) => line.endsWith(" mark"));
const markPage = Math.floor((Number.parseInt(symbol, 16) + 8192) / 4096);

const [parent, child] = trace("fork", [join(folder, "process"), "fork", "4", folder], "yes").map((file) =>
  stagesOf(file, markPage),
);
const atFork = parent[3];
const [hello] = trace("hello", [join(folder, "hello")], "no").map((file) => stagesOf(file, markPage).at(-1));
const [shell] = trace("shell", [join(folder, "sh"), "-c", join(folder, "hello")], "no").map((file) =>
  stagesOf(file, markPage).at(-1),
);
const [[ended], [beforeHello, ofHello], [, ofShell]] = [
  calls("fork", ["fork", "2", folder]),
  calls("exec", ["exec", "2", folder]),
  calls("shell", ["shell", "2", folder]),
];

const counts = {
  about: "Made by measure.mjs: what the programs of lmbench's process rows do. Faults: where each maps one page.",
  machine: `Linux ${release().split("-")[0]}, ${run("gcc", ["-dumpmachine"]).trim()}, ${run("ldd", ["--version"]).split("\n")[0]}`,
  shell: run("/bin/bash", ["--version"]).split("\n")[0],
  parent: {
    pages: atFork.pages.size,
    instructionsEachRound: atFork.instructions - parent[2].instructions,
    copiesEachRound: atFork.since.size,
  },
  childThatEnds: { instructions: child.at(-1).instructions, faults: faultsOf(child.at(-1).pages, atFork.pages), calls: ended },
  childUpToExec: { instructions: child[0].instructions, faults: faultsOf(child[0].pages, atFork.pages), calls: beforeHello },
  hello: { instructions: hello.instructions, faults: faultsOf(hello.pages), calls: ofHello },
  shellUpToExec: { instructions: shell.instructions, faults: faultsOf(shell.pages), calls: ofShell },
};
writeFileSync(join(here, "counts.json"), `${JSON.stringify(counts, null, 2)}\n`);
rmSync(folder, { recursive: true });
