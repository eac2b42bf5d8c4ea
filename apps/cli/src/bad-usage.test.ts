import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { crosstalk, repository, temporaryFolder } from "./testing/crosstalk-command.ts";

const profile = JSON.parse(readFileSync(join(repository, "profiles/compile.json"), "utf8"));
const files = {
  "broken.json": '{ "format": "crosstalk-profile",',
  file: "",
  "negative.json": JSON.stringify({ ...profile, exitCode: -1 }),
  "nothing.mjs": "export const x = 1;\n",
  "other.json": '{ "format": "something else" }',
};
const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A folder with the files for one command alone: what others try in theirs at the same time is not taken for its own. */
function folderWithFiles(): string {
  const cwd = mkdtempSync(join(folder, "case-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  return cwd;
}

const run = (...words: string[]) => ["run", "cpu-crosstalk", ...words];

const cases: readonly (readonly [what: string, words: readonly string[], says: readonly string[]])[] = [
  [
    "an unknown experiment",
    ["run", "cpu-crosstak"],
    ["there is no experiment cpu-crosstak (did you mean cpu-crosstalk?); allowed is one of"],
  ],
  ["a factor out of range", run("--set", "hogs=3"), ["hogs is 3; allowed is one of 0, 1, 2, 4"]],
  [
    "a broken profile file",
    run("--set", "profile=broken.json"),
    ["profile is broken.json: the file is not JSON: it ends too early, at line 1, column 33"],
  ],
  [
    "a profile with a bad value",
    run("--set", "profile=negative.json"),
    ["profile is negative.json: exitCode is -1; allowed is at least 0"],
  ],
  ["a profile that is missing", run("--set", "profile=./gone.json"), ["profile is ./gone.json: the file can't be read (ENOENT)"]],
  ["a negative seed", run("--seed", "-1"), ["seed is -1; allowed is a whole number from 0 to 9000000000000000"]],
  [
    "an output path where nothing can be made",
    run("--out", "/proc/foo"),
    ["out is /proc/foo; allowed is a folder", "/proc/foo can't"],
  ],
  [
    "a precision that is none, too few replications for one, and a single run beside it",
    run("--precision", "high", "--replications", "3", "--only", "1"),
    [
      "precision is high; allowed is a share above 0 and below 1, such as 5% or 0.05",
      "replications is 3; allowed is a whole number from 10 to 100000",
      "only is 1: a single run has no precision; leave out --precision",
    ],
  ],
  [
    "a queue at what is no Redis, and what can't be given beside one",
    run("--queue", "http://user:secret@host", "--jobs", "2"),
    [
      "queue is http://user:***@host; allowed is redis://[[user]:password@]host[:port][/database], or rediss:// for TLS",
      "jobs is 2: with --queue, workers say how many runs they make at a time",
    ],
  ],
  [
    "a queue that can't be reached",
    ["run", "cpu-crosstalk", "--queue", "redis://:secret@127.0.0.1:1", "--out", "results"],
    ["queue is redis://:***@127.0.0.1:1; allowed is the address of a Redis that answers: connect ECONNREFUSED 127.0.0.1:1"],
  ],
  [
    "a worker for no Redis, with bad numbers",
    ["worker", "--queue", "localhost:6379", "--jobs", "0", "--lost-after", "1h", "--quiet"],
    [
      "queue is localhost:6379; allowed is redis://",
      "jobs is 0; allowed is a whole number from 1 to 1024",
      "lost after is 1h; allowed is a time from 1 s to 10 min, such as 20 s",
    ],
  ],
  ["a runtime that there isn't", run("--runtime", "fast"), ["runtime is fast; allowed is one of compiled, reference"]],
  [
    "uncertainty with a single replication",
    run("--uncertainty", "4", "--replications", "1", "--dry-run"),
    [
      "replications is 1; allowed is at least 2 with uncertainty: from fewer, what constants do can't be told from what chance does",
    ],
  ],
  [
    "a design, a warm-up and a number of samples that can't be",
    run("--design", "latin-hypercube:3", "--warm-up", "auto", "--uncertainty", "3"),
    [
      "uncertainty is 3; allowed is a whole number from 4 to 10000",
      "design is latin-hypercube:3: no factor is left to draw",
      "warm-up is auto: the experiment names no time series to find it by, warmUpSeries",
    ],
  ],
  [
    "the same without an experiment",
    ["show", "nope", "--design", "odd", "--warm-up", "soon", "--uncertainty", "few"],
    [
      "design is odd; allowed is full-factorial, one-at-a-time or latin-hypercube:N, N from 2 to 100000",
      "warm-up is soon; allowed is auto, or a time such as 500 us, 30 ms or 1.5 s",
      "uncertainty is few; allowed is a whole number from 4 to 10000",
    ],
  ],
  [
    "a filter and a sweep that can't be",
    run("--filter", "hogs>1 && platfrom=xen*", "--sweep", "hogs=-1", "--sweep", "hogs"),
    [
      "filter is hogs>1 && platfrom=xen*: there is no factor platfrom (did you mean platform?); allowed is one of platform, hogs, profile",
      "hogs is -1; allowed is a whole number of at least 0",
      "--sweep is hogs; allowed is factor=level, or factor=level,level",
    ],
  ],
  [
    "limits without a unit",
    run("--time-limit", "90", "--memory-limit", "1"),
    [
      "time limit is 90; allowed is a time above 0, at most 596 h, such as 500 ms, 90 s, 5 min or 2 h",
      "memory limit is 1; allowed is a size of at least 32 MiB, at most 1024 GiB, such as 512 MiB or 2 GiB",
    ],
  ],
  ["a single-valued option given twice", run("--seed", "3", "--seed", "4"), ["--seed is given 2 times; allowed is once"]],
  ["it in show, too", ["show", "cpu-crosstalk", "--only", "3", "--only", "4"], ["--only is given 2 times; allowed is once"]],
  [
    "an output path below a regular file",
    run("--out", "file/results"),
    ["out is file/results; allowed is a folder that can be written to: /", "/file is not a folder"],
  ],
  ["an unknown option", run("--sets", "hogs=1"), ["unknown option '--sets'", "Did you mean --set?"]],
  [
    "a file without an experiment",
    ["run", "./nothing.mjs"],
    ["./nothing.mjs can't be used: the default export of", "is missing"],
  ],
  [
    "several things at once, all of them",
    run("--set", "colour=red", "--set", "hogs", "--jobs", "0", "--replications", "ten", "--set", "profile=other.json"),
    [
      "the factor to set is colour; allowed is one of platform, hogs, profile",
      "--set is hogs; allowed is factor=level, or factor=level,level",
      "jobs is 0; allowed is a whole number from 1 to 1024",
      "replications is ten; allowed is a whole number from 1 to 100000",
      'profile is other.json: format is "something else"; allowed is "crosstalk-profile"',
      "profile is other.json: name is missing; allowed is text",
    ],
  ],
  [
    "an unknown experiment with all the rest",
    [
      "run",
      "nope",
      "--seed",
      "-1",
      "--jobs",
      "0",
      "--only",
      "x",
      "--runtime",
      "interpreter",
      "--out",
      "file/y",
      "--replications",
      "0",
      "--replications",
      "1",
      "--filter",
      "hogs>",
    ],
    [
      "there is no experiment nope; allowed is one of",
      "seed is -1; allowed is a whole number from 0 to 9000000000000000",
      "jobs is 0; allowed is a whole number from 1 to 1024",
      "only is x; allowed is a whole number from 1",
      "runtime is interpreter; allowed is one of compiled, reference",
      "out is file/y; allowed is a folder that can be written to",
      "it ends where a level is expected",
      "--replications is given 2 times; allowed is once",
    ],
  ],
  [
    "all that is wrong with a recording",
    [
      "record",
      "--name",
      "Bad Name",
      "--repeat",
      "0",
      "--out",
      "file/a",
      "--prepare",
      "a",
      "--prepare",
      "b",
      "--",
      "nonexistent_cmd",
    ],
    [
      "name is Bad Name; allowed is lower-case letters, digits and dashes",
      "repeat is 0; allowed is a whole number from 1 to 100",
      "out is file/a; allowed is the path of a file that can be written",
      "the command is nonexistent_cmd; allowed is the name of an executable file in PATH",
      "--prepare is given 2 times; allowed is once",
    ],
  ],
  ["an empty path to record to", ["record", "--out", "", "--", "true"], ["out is empty; allowed is the path of a file"]],
];

describe.concurrent("crosstalk refuses", () => {
  it.each(cases)("%s, with exit code 2, and leaves no file behind", async (_, words, says) => {
    const cwd = folderWithFiles();
    const { code, stdout, stderr } = await crosstalk(words, { cwd });
    for (const text of says) expect(stderr).toContain(text);
    expect(stderr).not.toContain("    at ");
    expect([code, stdout]).toEqual([2, ""]);
    expect(readdirSync(cwd).sort()).toEqual(Object.keys(files).sort());
  });
});
