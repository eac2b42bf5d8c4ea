import { randomInt } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { crosstalk, repository, temporaryFolder } from "./testing/crosstalk-command.ts";

const cwd = temporaryFolder();
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/**
 * An experiment whose runs take 20 ms of real time each. Where a file says how many runs must be kept first and how long it
 * lasts then, one of them kills the whole process, as `kill -9` does, whatever the others and the main thread are at.
 */
const shipped = pathToFileURL(join(repository, "packages/experiment/src/testing/fake-experiment.ts")).href;
writeFileSync(
  join(cwd, "slow.mts"),
  `import { existsSync, readdirSync, readFileSync } from "node:fs";
import { queueing } from "${shipped}";
const wait = (milliseconds) => {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
};
function world(builder, levels) {
  if (existsSync("kill.json")) {
    const { kept, wait: last } = JSON.parse(readFileSync("kill.json", "utf8"));
    if ((existsSync("killed/runs") ? readdirSync("killed/runs").length : 0) >= kept) {
      wait(last);
      process.kill(process.pid, "SIGKILL");
    }
  }
  wait(20);
  return queueing.world(builder, levels);
}
export default { ...queueing, world };
`,
);

const words = ["run", "slow.mts", "--replications", "15", "--jobs", "2", "--out"];
const kept = (out: string) => {
  const folder = join(cwd, out, "runs");
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];
};
const table = (out: string) => readFileSync(join(cwd, out, "results.csv"), "utf8");

beforeAll(async () => {
  expect(await crosstalk([...words, "calm"], { cwd })).toMatchObject({ code: 0 });
}, 60_000);

describe("a campaign that is killed again and again", () => {
  it("loses at most the runs under way, and ends with the results of an undisturbed one, byte for byte", async () => {
    let before = 0;
    for (let kill = 1; kill <= 3; kill += 1) {
      const moment = before + randomInt(1, 15);
      writeFileSync(join(cwd, "kill.json"), JSON.stringify({ kept: moment, wait: randomInt(0, 20) }));
      const killed = await crosstalk([...words, "killed"], { cwd });
      expect(killed.code).toBeNull();
      if (before > 0) expect(killed.stderr).toContain(`${before} of 60 runs were made before`);
      before = kept("killed").length;
      expect(before).toBeGreaterThanOrEqual(moment - 1); // one may have been under its temporary name
    }
    rmSync(join(cwd, "kill.json"));
    const last = await crosstalk([...words, "killed"], { cwd });
    expect(last.stderr).toContain(`60 of 60 runs, ${before} of them made before`);
    expect(last.code).toBe(0);
    expect(table("killed")).toBe(table("calm"));
    expect(kept("killed")).toEqual(kept("calm"));
    const files = [readdirSync(join(cwd, "killed")), readdirSync(join(cwd, "killed", "runs"))].flat();
    expect(files.filter((name) => name.endsWith(".tmp"))).toEqual([]);
  }, 60_000);
});

describe("a campaign that is run again", () => {
  it("makes only what is missing, or everything if told so", async () => {
    const again = ["run", "slow.mts", "--jobs", "1", "--out", "calm", "--replications"];
    const more = await crosstalk([...again, "16"], { cwd });
    expect(more.stderr).toContain("60 of 64 runs were made before");
    expect(JSON.parse(readFileSync(join(cwd, "calm", "run.json"), "utf8"))).toMatchObject({
      versions: { code: expect.stringMatching(/^[0-9a-f]{32}$/) },
      made: { reused: 60 },
    });
    const fresh = await crosstalk(["run", "slow.mts", "--jobs", "1", "--out", "calm", "--replications", "1", "--fresh"], { cwd });
    expect(fresh.stderr).toMatch(/4 of 4 runs\n/);
    expect(fresh.stderr).not.toContain("before");
  });
});
