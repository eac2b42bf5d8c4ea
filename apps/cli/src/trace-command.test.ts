import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { crosstalk, repository, temporaryFolder } from "./testing/crosstalk-command.ts";

const cwd = temporaryFolder();
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const shipped = pathToFileURL(join(repository, "packages/experiment/dist/testing/fake-experiment.js")).href;

beforeAll(() => {
  for (const name of ["queueing", "failing"])
    writeFileSync(join(cwd, `${name}.mjs`), `export { ${name} as default } from "${shipped}";\n`);
});

describe("crosstalk trace", () => {
  it("records the run that is asked for, and tells its fingerprint", async () => {
    const words = [
      "trace",
      "queueing.mjs",
      "--only",
      "2",
      "--runtime",
      "reference",
      "--counter",
      "left",
      "--design",
      "full-factorial",
      "--json",
    ];
    const { stderr, stdout, code } = await crosstalk(words, { cwd });
    expect(code).toBe(0);
    const told = JSON.parse(stdout);
    expect(told).toMatchObject({ run: 2, events: expect.any(Number), fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/) });
    expect(stderr).toContain(`fingerprint ${told.fingerprint}\n${told.events} events`);
    const file = join("results", "queueing", "run-2", "trace.pftrace");
    expect(stderr).toContain("run 2 (shop = Corner Shop, customers = 4, pace = usual, seed 1)\n");
    expect(stderr).toMatch(/\nfingerprint [0-9a-f]{16}\n/);
    expect(stderr).toMatch(/\n\d+ events, 0\.\d{3} MB: results/);
    const bytes = readFileSync(join(cwd, file)).toString("latin1");
    expect([bytes.includes("clerk"), bytes.includes("serving"), bytes.includes("emits SERVED")]).toEqual([true, true, true]);
  });

  it("records a run that fails up to where it does", async () => {
    const words = ["trace", "failing.mjs", "--set", "customers=2", "--seed", "5", "--full", "--out", "failed.pftrace", "--quiet"];
    const { stderr, code } = await crosstalk(words, { cwd });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^crosstalk: the run failed in shop\/clerk at 7 ns: .*SHOUT.*; the trace shows what came before\n$/);
    expect(readFileSync(join(cwd, "failed.pftrace")).toString("latin1")).toContain("SHOUT");
  });

  it("tells all that is wrong at once, and runs nothing", async () => {
    const words = ["trace", "queueing.mjs", "--from", "2 parsec", "--to", "", "--most", "0", "--only", "0", "--actors", ""];
    const more = [
      "trace",
      "--uncertainty",
      "4",
      "--warm-up",
      "soon",
      "--filter",
      "shop",
      "--replications",
      "0",
      "--sweep",
      "pace",
    ];
    const { stderr, code } = await crosstalk([...words, "--out", "queueing.mjs/trace", ...more.slice(1)], { cwd });
    expect(stderr).toContain("uncertainty is 4: a trace is of one run; leave out --uncertainty\n");
    for (const flag of ["warm-up is soon", "replications is 0", "--sweep is pace"]) expect(stderr).toContain(flag);
    expect(code).toBe(2);
    expect(stderr).toContain("from is 2 parsec; allowed is a virtual time from 0 on, such as 0s, 500 us, 2.5ms or 1s\n");
    expect(stderr).toContain("to is empty; allowed is a virtual time");
    expect(stderr).toContain("actors is empty; allowed is paths of actors");
    expect(stderr).toContain("most is 0; allowed is a whole number from 1 to");
    expect(stderr).toContain("only is 0");
    expect(stderr).toContain("out is queueing.mjs/trace; allowed is the path of a file that can be written");
  });

  it("refuses a trace that is too large, or has nothing in it, and writes none", async () => {
    const outcomes = await Promise.all([
      crosstalk(["trace", "queueing.mjs", "--most", "2", "--out", "none.pftrace"], { cwd }),
      crosstalk(["trace", "queueing.mjs", "--actors", "host/*", "--out", "none.pftrace", "--quiet"], { cwd }),
    ]);
    expect(outcomes.map(({ code }) => code)).toEqual([2, 2]);
    const said = outcomes.map(({ stderr }) => stderr);
    const [introduction = ""] = said[0]?.split("crosstalk: ") ?? [];
    expect(introduction).toMatch(/^queueing: run 1 [^:]*the\sfirst of \d+; --only records another\n$/);
    expect(introduction.split("\n").map((line) => line.length <= 80)).toEqual([true, true, true]);
    expect(said[0]).toMatch(/the trace would have \d+ events, about 1 MB; allowed is at most 2: narrow it by --from, --to and/);
    expect(said[1]).toBe("crosstalk: actors is host/*; allowed are patterns that the path of some actor is like: clerk\n");
    expect(existsSync(join(cwd, "none.pftrace"))).toBe(false);
  });

  it("refuses counters that no actor has, and tells which there are", async () => {
    const words = ["trace", "queueing.mjs", "--counter", "lefd,took,nosuchfield", "--out", "none.pftrace", "--quiet"];
    const { code, stderr } = await crosstalk(words, { cwd });
    expect(code).toBe(2);
    expect(stderr).toBe(
      "crosstalk: counter is lefd (did you mean left?); allowed are fields of contexts: left, mean, took\n" +
        "crosstalk: counter is nosuchfield; allowed are fields of contexts: left, mean, took\n",
    );
    expect(existsSync(join(cwd, "none.pftrace"))).toBe(false);
  });
});
