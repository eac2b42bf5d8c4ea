import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { crosstalk, temporaryFolder } from "./testing/crosstalk-command.ts";
import { keptRuns, killCampaign, writeSlowExperiment } from "./testing/killed-campaign.ts";

const cwd = temporaryFolder();
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const words = ["run", "slow.mjs", "--replications", "15", "--jobs", "2", "--out"];
const table = (out: string) => readFileSync(join(cwd, out, "results.csv"), "utf8");

beforeAll(async () => {
  writeSlowExperiment(cwd);
  expect(await crosstalk([...words, "calm"], { cwd })).toMatchObject({ code: 0 });
}, 120_000);

describe("a campaign that is killed again and again", () => {
  it("loses at most the runs under way, and ends with the results of an undisturbed one, byte for byte", async () => {
    const { kept, last } = await killCampaign({
      cwd,
      killers: ["a worker thread", "another process", "a worker thread"],
      seed: 1,
      replications: 15,
    });
    for (const [before, after] of kept) expect(after).toBeGreaterThanOrEqual(before);
    expect(last.stderr).toMatch(/60 of 60 runs, \d+ of them made before/);
    expect(last.code).toBe(0);
    expect(table("killed")).toBe(table("calm"));
    expect(readFileSync(join(cwd, "killed/results.parquet"))).toEqual(readFileSync(join(cwd, "calm/results.parquet")));
    expect(keptRuns(cwd, "killed")).toEqual(keptRuns(cwd, "calm"));
    const files = [readdirSync(join(cwd, "killed")), readdirSync(join(cwd, "killed", "runs"))].flat();
    expect(files.filter((name) => name.endsWith(".tmp"))).toEqual([]);
  }, 120_000);
});

describe("a campaign that is run again", () => {
  it("makes only what is missing, or everything if told so", async () => {
    const again = ["run", "slow.mjs", "--jobs", "1", "--out", "calm", "--replications"];
    const more = await crosstalk([...again, "16"], { cwd });
    expect(more.stderr).toContain("60 of 64 runs were made before");
    expect(JSON.parse(readFileSync(join(cwd, "calm", "run.json"), "utf8"))).toMatchObject({
      versions: { code: expect.stringMatching(/^[0-9a-f]{32}$/) },
      made: { reused: 60 },
    });
    const fresh = await crosstalk(["run", "slow.mjs", "--jobs", "1", "--out", "calm", "--replications", "1", "--fresh"], { cwd });
    expect(fresh.stderr).toMatch(/4 of 4 runs\n/);
    expect(fresh.stderr).not.toContain("before");
  });
});
