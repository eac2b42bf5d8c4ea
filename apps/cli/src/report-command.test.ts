import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { crosstalk, repository, temporaryFolder } from "./testing/crosstalk-command.ts";

const cwd = temporaryFolder();
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const shipped = pathToFileURL(join(repository, "packages/experiment/dist/testing/fake-experiment.js")).href;

beforeAll(async () => {
  writeFileSync(join(cwd, "queueing.mjs"), `export { queueing as default } from "${shipped}";\n`);
  const words = ["run", "queueing.mjs", "--replications", "2", "--jobs", "1", "--quiet", "--out", "results"];
  expect((await crosstalk(words, { cwd })).code).toBe(0);
  mkdirSync(join(cwd, "empty"));
});

describe("crosstalk report", () => {
  it("makes the page that the run has made, from what the run has left, though the experiment is gone", async () => {
    rmSync(join(cwd, "queueing.mjs"));
    const { stdout, stderr, code } = await crosstalk(["report", "results", "--json", "--out", "new/page.html"], { cwd });
    expect([JSON.parse(stdout), stderr, code]).toEqual([{ page: "new/page.html", runs: 8 }, "8 runs: new/page.html\n", 0]);
    expect(readFileSync(join(cwd, "new/page.html"), "utf8")).toBe(readFileSync(join(cwd, "results/report.html"), "utf8"));
  });

  it("tells all that is wrong at once, and writes nothing", async () => {
    const words = ["report", "empty", "--quiet", "--out", "results/run.json/a.html", "--out", "results/run.json/b.html"];
    const { stdout, stderr, code } = await crosstalk(words, { cwd });
    expect([stdout, code]).toEqual(["", 2]);
    expect(stderr).toContain("--out is given 2 times; allowed is once");
    expect(stderr).toContain("folder is empty; allowed is a folder of results: its run.json can't be read (ENOENT)");
    expect(stderr).toContain("out is results/run.json/b.html; allowed is the path of a file that can be written");
    expect(existsSync(join(cwd, "empty/report.html"))).toBe(false);
  });
});
