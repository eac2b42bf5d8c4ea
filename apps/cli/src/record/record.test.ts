import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { callsOfProcesses, parseProfile } from "@crosstalk/guest-os";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RunError, UsageError } from "../errors.ts";
import { record } from "./record.ts";
import { summarizeProfile } from "./summary.ts";
import { findExecutable } from "./tools.ts";

const originalPath = process.env.PATH ?? "";
const originalTemporary = process.env.TMPDIR;
const missing = ["strace", "time"].filter((tool) => findExecutable(tool, originalPath) === undefined);
const reason = missing.length > 0 ? ` (skipped: ${missing.join(" and ")} missing; apt-get install ${missing.join(" ")})` : "";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "crosstalk-test-"));
  // Other tests record at the same time: what is left behind is looked for in a folder of one's own.
  process.env.TMPDIR = folder;
});
afterEach(() => {
  process.env.PATH = originalPath;
  if (originalTemporary === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = originalTemporary;
  rmSync(folder, { recursive: true });
});

function script(...lines: string[]): string {
  const file = join(folder, "script.sh");
  writeFileSync(file, lines.join("\n"));
  return file;
}

const options = (file: string) => ({
  command: ["/bin/sh", file],
  name: "small",
  repeat: 1,
  out: join(folder, "out", "small.json"),
});
const recordingsLeft = (): string[] => readdirSync(folder).filter((name) => name.startsWith("crosstalk-record-"));

it.runIf(process.env.CI !== undefined)("has its tools on CI, so that nothing is skipped there", () => {
  expect(missing).toEqual([]);
});

describe.skipIf(missing.length > 0)(`recording a real command${reason}`, () => {
  it("keeps the process tree, waits, pipes and exit codes", { timeout: 60_000 }, async () => {
    const file = script("x=$(echo a | sed s/a/b/)", "/bin/sleep 0.02 & wait", "(exit 3)", "echo $x > /dev/null", "exit 4");
    const left = recordingsLeft();
    const lines: string[] = [];
    const profile = await record({ ...options(file), narrate: (line) => lines.push(line) });
    expect(parseProfile(JSON.parse(readFileSync(join(folder, "out", "small.json"), "utf8")), "small")).toEqual(profile);
    const steps = profile.processes.flatMap((process) => process.steps);
    expect(profile.processes.map((process) => process.program)).toEqual(expect.arrayContaining(["sh", "sed", "sleep"]));
    expect(steps.some((step) => step.do === "sleep" && step.nanoseconds === 20_000_000)).toBe(true);
    expect(steps.some((step) => step.do === "pipe-read" && step.bytes === 2)).toBe(true);
    expect(steps.filter((step) => step.do === "exit" && step.code === 3)).toHaveLength(1);
    expect(profile.exitCode).toBe(4);
    expect(profile.totals.forks).toBe(profile.processes.length - 1);
    expect(profile.totals.wallNanoseconds).toBeGreaterThan(20_000_000);
    expect(callsOfProcesses(profile.processes).exec).toBe(profile.totals.execs);
    expect(lines).toContain("note: the command ended with exit code 4 in every pass");
    expect(summarizeProfile(profile)).toMatch(/tracing made it [\d.]+ times as long/);
    expect(JSON.stringify(profile)).not.toContain(process.cwd());
    expect(recordingsLeft()).toEqual(left);
  });

  it("follows threads, and a program that they outlive", { timeout: 60_000 }, async () => {
    const command = [process.execPath, "-e", "setTimeout(() => process.exit(0), 5)"];
    const profile = await record({ ...options(""), command });
    expect(profile.totals.threads).toBeGreaterThan(0);
    expect(profile.processes.filter((process) => process.steps.at(-1)?.do === "killed").length).toBeGreaterThan(0);
  });

  it("refuses passes that do unequal work, and leaves nothing behind", { timeout: 60_000 }, async () => {
    const done = join(folder, "done");
    const file = script(`[ -e ${done} ] && exit 0`, `/bin/true; /bin/true; touch ${done}`);
    const left = recordingsLeft();
    await expect(record(options(file))).rejects.toThrow(/unequal work.*--prepare/);
    expect(readdirSync(folder).sort()).toEqual(["done", "script.sh"]);
    expect(recordingsLeft()).toEqual(left);
    await record({ ...options(file), prepare: `rm -f ${done}` });
    expect(readdirSync(join(folder, "out"))).toEqual(["small.json"]);
  });

  it("refuses untraced passes that fork more than those that are counted", { timeout: 60_000 }, async () => {
    const runs = join(folder, "runs");
    writeFileSync(runs, "0\n");
    const file = script(
      `read run < ${runs}; run=$((run + 1)); echo $run > ${runs}`,
      "forks=5; [ $run = 2 ] && forks=80",
      "while [ $forks -gt 0 ]; do (:); forks=$((forks - 1)); done",
    );
    await expect(record(options(file))).rejects.toThrow(
      /unequal work: untraced pass 1 of 1 took \d+ page faults and the counting pass \d+/,
    );
    expect(readFileSync(runs, "utf8")).toBe("3\n");
    await record({ ...options(file), prepare: `echo 0 > ${runs}` });
  });

  it("gives the user time in a pipeline to who computes, not to who makes the calls", { timeout: 60_000 }, async () => {
    const profile = await record(options(script("/usr/bin/head -c 20000000 /dev/zero | /usr/bin/sha256sum")));
    const userOf = (program: string) =>
      profile.processes
        .filter((process) => process.program === program)
        .flatMap(({ steps }) => steps)
        .reduce((sum, step) => sum + (step.do === "run" ? step.userNanoseconds : 0), 0);
    expect(userOf("head")).toBeLessThan(0.3 * userOf("sha256sum"));
  });

  it("says when --prepare fails", async () => {
    await expect(record({ ...options(script("true")), prepare: "exit 7" })).rejects.toThrow(
      '--prepare "exit 7" failed with exit code 7',
    );
  });

  it("says when the command can't be started", async () => {
    await expect(record({ ...options(""), command: ["no-such-command"] })).rejects.toThrow(UsageError);
    await expect(record({ ...options(""), command: [folder] })).rejects.toThrow("allowed is the path of an executable file");
  });

  it("stops when it is told to, and leaves nothing behind", async () => {
    const left = recordingsLeft();
    const abort = AbortSignal.timeout(300);
    await expect(record({ ...options(script("/bin/sleep 20")), abort })).rejects.toThrow("interrupted");
    expect(readdirSync(folder)).toEqual(["script.sh"]);
    expect(recordingsLeft()).toEqual(left);
  });
});

it("names the Debian packages of missing tools", async () => {
  process.env.PATH = "";
  await expect(record(options("x"))).rejects.toThrow(RunError);
  await expect(record(options("x"))).rejects.toThrow("apt-get install strace time");
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "bin", "strace"), "");
  chmodSync(join(folder, "bin", "strace"), 0o755);
  process.env.PATH = join(folder, "bin");
  await expect(record(options("x"))).rejects.toThrow(/apt-get install time$/);
});

it("checks the request before it runs anything", async () => {
  writeFileSync(join(folder, "file"), "");
  await expect(record({ ...options("x"), out: join(folder, "file", "out.json") })).rejects.toThrow(UsageError);
  await expect(record({ ...options("x"), out: "/proc/out.json" })).rejects.toThrow("out is /proc/out.json; allowed is");
  await expect(record({ ...options("x"), name: "No Name", repeat: 0 })).rejects.toMatchObject({
    problems: [
      "name is No Name; allowed is lower-case letters, digits and dashes",
      "repeat is 0; allowed is a whole number from 1 to 100",
    ],
  });
  expect(readdirSync(folder)).toEqual(["file"]);
});
