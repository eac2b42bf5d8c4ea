import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { crosstalk, repository } from "./testing/crosstalk-command.ts";

const guide = readFileSync(join(repository, "docs/first-experiment.md"), "utf8");
const readme = readFileSync(join(repository, "README.md"), "utf8");
const codeOf = (page: string, index = 0) => [...page.matchAll(/```ts\n([\s\S]*?)```/g)][index]?.[1] ?? "";

/** Inside the repository, as the guide tells its readers, so that our packages are found. */
const folder = join(repository, ".cache", `guide-${process.pid}`);
beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "weights.ts"), codeOf(guide));
  writeFileSync(join(folder, "replay.ts"), codeOf(guide, 1));
  writeFileSync(join(folder, "readme.ts"), codeOf(readme));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the guide to a first experiment", () => {
  it("takes fewer than 40 lines", () => {
    expect(codeOf(guide).trim().split("\n").length).toBeLessThan(40);
    expect(codeOf(readme).trim().split("\n").length).toBeLessThanOrEqual(21);
  });

  it("has code that passes the type checker", () => {
    const settings = { composite: false, noEmit: true, allowImportingTsExtensions: true, rewriteRelativeImportExtensions: false };
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({
        extends: "../../tsconfig.base.json",
        compilerOptions: { ...settings, types: ["node"] },
        files: ["weights.ts", "readme.ts"],
      }),
    );
    const { stdout, status } = spawnSync(process.execPath, [join(repository, "node_modules/typescript/bin/tsc"), "-p", folder], {
      encoding: "utf8",
    });
    expect([stdout, status]).toEqual(["", 0]);
  });

  it("has code that runs, in workers too, and gives what the guide says", async () => {
    const words = (file: string) => ["run", `./${file}.ts`, "--replications", "3", "--quiet", "--json", "--out", file];
    const [weights, first] = await Promise.all([
      crosstalk([...words("weights"), "--jobs", "2"], { cwd: folder, fromSource: true }),
      crosstalk([...words("readme"), "--jobs", "1"], { cwd: folder, fromSource: true }),
    ]);
    expect([weights.code, weights.stderr, first.code, first.stderr]).toEqual([0, "", 0, ""]);
    const { summary, runs } = JSON.parse(weights.stdout);
    expect(runs).toHaveLength(18);
    for (const { levels, estimates } of summary) {
      // Two programs that always want the processor share it by weight, so 1 s of work takes (weight + 256) / weight.
      const weight = Number(levels.weight);
      const expected = (weight + 256) / weight;
      expect(estimates.slowdown.mean / expected).toBeGreaterThan(0.93);
      expect(estimates.slowdown.mean / expected).toBeLessThan(1.07);
    }
    expect(readFileSync(join(folder, "weights/figure.svg"), "utf8")).toContain("<svg");
  });

  it("has an experiment that takes a user's own recording by --set", async () => {
    const words = ["run", join(folder, "replay.ts"), "--set", "program=./profiles/compile.json", "--set", "platform=linux"];
    const more = ["--replications", "1", "--quiet", "--json", "--out", join(folder, "replay")];
    const { code, stdout, stderr } = await crosstalk([...words, ...more], { cwd: repository, fromSource: true });
    expect([code, stderr]).toEqual([0, ""]);
    const [{ levels, values }] = JSON.parse(stdout).runs;
    expect(levels.program).toBe("./profiles/compile.json");
    expect(values.completion).toBeGreaterThan(1);
  });
});
