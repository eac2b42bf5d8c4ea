import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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

describe("crosstalk export", () => {
  it("writes all runs as a scalar file of OMNeT++, beside the results", async () => {
    const { stdout, stderr, code } = await crosstalk(["export", "results", "--format", "omnetpp"], { cwd });
    expect([stdout, stderr, code]).toEqual(["", `8 runs: ${join("results", "results.sca")}\n`, 0]);
    const text = readFileSync(join(cwd, "results/results.sca"), "utf8");
    const { runs } = JSON.parse(readFileSync(join(cwd, "results/run.json"), "utf8"));
    expect(text).toMatch(/^version 2\n\nrun queueing-0-/);
    expect(text.match(/^run /gm)).toHaveLength(8);
    expect(text).toContain(`scalar queueing total ${runs[0].values.total}\nattr unit s\n`);
  });

  it("writes it where it is told, quietly", async () => {
    const words = ["export", "results", "--format", "omnetpp", "--out", "new/all.sca", "--json", "--quiet"];
    const { stdout, stderr, code } = await crosstalk(words, { cwd });
    expect(JSON.parse(stdout)).toEqual({ format: "omnetpp", files: ["new/all.sca"], runs: 8, failed: 0 });
    expect([stderr, code, readdirSync(join(cwd, "new"))]).toEqual(["", 0, ["all.sca"]]);
  });

  it("tells all that is wrong at once, and writes nothing", async () => {
    const words = ["export", "empty", "--format", "omnetpp", "--out", "queueing.mjs/a.sca", "--out", "queueing.mjs/b.sca"];
    const { stdout, stderr, code } = await crosstalk(words, { cwd });
    expect([stdout, code]).toEqual(["", 2]);
    expect(stderr).toContain("--out is given 2 times; allowed is once");
    expect(stderr).toContain("folder is empty; allowed is a folder of results: its run.json can't be read (ENOENT)");
    expect(stderr).toContain("out is queueing.mjs/b.sca; allowed is the path of a file that can be written");
    expect(readdirSync(join(cwd, "empty"))).toEqual([]);
  });

  it("names the forms that there are", async () => {
    const [other, none] = await Promise.all([
      crosstalk(["export", "results", "--format", "xls"], { cwd }),
      crosstalk(["export", "results"], { cwd }),
    ]);
    expect([other.code, none.code]).toEqual([2, 2]);
    expect(other.stderr).toContain("Allowed choices are omnetpp");
    expect(none.stderr).toContain("required option '--format <format>' not specified");
  });
});
