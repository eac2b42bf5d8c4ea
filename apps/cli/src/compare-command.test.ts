import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { crosstalk, repository, temporaryFolder } from "./testing/crosstalk-command.ts";

const cwd = temporaryFolder();
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const shipped = pathToFileURL(join(repository, "packages/experiment/dist/testing/fake-experiment.js")).href;

beforeAll(async () => {
  writeFileSync(join(cwd, "queueing.mjs"), `export { queueing as default } from "${shipped}";\n`);
  const words = ["run", "queueing.mjs", "--replications", "3", "--jobs", "1", "--quiet", "--out", "before"];
  const { code } = await crosstalk(words, { cwd });
  expect(code).toBe(0);
  const manifest = JSON.parse(readFileSync(join(cwd, "before/run.json"), "utf8"));
  for (const run of manifest.runs) run.values.total *= 3;
  for (const folder of ["after", "broken", "other"]) mkdirSync(join(cwd, folder));
  writeFileSync(join(cwd, "after/run.json"), JSON.stringify({ ...manifest, runs: manifest.runs.slice(1) }));
  writeFileSync(join(cwd, "broken/run.json"), "{");
  copyFileSync(join(repository, "profiles/compile.json"), join(cwd, "other/run.json"));
});

describe.concurrent("crosstalk compare", () => {
  it("prints what differs in one measure, with intervals, and which runs have no counterpart", async () => {
    const { stdout, stderr, code } = await crosstalk(["compare", "before", "after", "--measure", "total"], { cwd });
    expect([stderr, code]).toEqual(["", 0]);
    expect(stdout).toMatch(/^A {2}before: queueing, 12 runs, crosstalk 0\.1\.0, node \d+/);
    expect(stdout).toContain("11 pairs of runs with the same levels and seed");
    expect(stdout).toContain("1 of A without a counterpart: run 1 (shop = Corner Shop, customers = 1, pace =");
    expect(stdout).toMatch(/^total \[s\]$/m);
    expect(stdout).toMatch(/^Market 2\.0 +4 +3 .* 3\.000 \(3\.000 to 3\.000\)/m);
    expect(stdout).not.toContain("slowdown");
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  it("prints all of it as JSON", async () => {
    const { stdout, code } = await crosstalk(["compare", "before", "after", "--json", "--quiet"], { cwd });
    const comparison = JSON.parse(stdout);
    expect([comparison.format, comparison.pairs, code]).toEqual(["crosstalk-comparison", 11, 0]);
    expect(comparison.first).toMatchObject({ folder: "before", experiment: "queueing" });
    expect(comparison.unmatched.first).toMatchObject([{ index: 1, seed: 1 }]);
    expect(comparison.compared[0].ratio.logarithm).toMatchObject({ method: "paired replications", n: 2 });
  });

  it.each([
    [
      ["compare", "nowhere", "broken"],
      ["a is nowhere; allowed is a folder of results: there is no such folder", "run.json: "],
    ],
    [["compare", "queueing.mjs", "other"], ["a is queueing.mjs; allowed is a folder of results: it is not a folder"]],
    [["compare", "other", "other"], ["a is other; allowed is a folder of results: run.json: it is no results of crosstalk"]],
    [["compare", "before", "after", "--measure", "totl"], ["measure is totl; allowed is one of total, each, slowdown"]],
    [["compare", "before"], ["missing required argument 'b'"]],
  ])("refuses %j", async (words, says) => {
    const { stdout, stderr, code } = await crosstalk(words, { cwd });
    expect([stdout, code]).toEqual(["", 2]);
    for (const text of says) expect(stderr).toContain(text);
    expect(stderr).not.toContain("    at ");
  });
});
