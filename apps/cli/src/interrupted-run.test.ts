import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { crosstalk, repository } from "./testing/crosstalk-command.ts";

/** An experiment whose runs take 0.3 s of real time each. */
const slow = `
import { defineExperiment } from "@crosstalk/experiment";
export default defineExperiment({
  name: "slow",
  about: "Runs that take a while",
  factors: { size: [1, 2] },
  world(_, { size }) {
    const end = performance.now() + 300;
    while (performance.now() < end);
    return size;
  },
  until: 1,
  measures: { size: { unit: "1", of: (size) => size } },
});`;

/** An experiment whose second level never ends. */
const endless = `
import { ms, seconds } from "@crosstalk/engine";
import { defineExperiment } from "@crosstalk/experiment";
import { compute, forever } from "@crosstalk/guest-os";
import { dualXeon2003 } from "@crosstalk/hardware";
import { plainLinux } from "@crosstalk/platforms";
export default defineExperiment({
  name: "endless",
  about: "A run that never ends",
  factors: { ends: [true, false] },
  world({ simulation, host }, { ends }) {
    const system = plainLinux().boot(simulation, host("host", dualXeon2003, { processors: 1 }));
    system.tenant("hog").run(forever(compute(ms(1))));
    if (!ends) process.stderr.write("it has begun\\n");
    return ends;
  },
  until: (ends) => ends,
  most: seconds(9_000_000),
  measures: { one: { unit: "1", of: () => 1 } },
});`;

/** An experiment whose second level's world is never done. */
const hanging = `
import { defineExperiment } from "@crosstalk/experiment";
export default defineExperiment({
  name: "hanging",
  about: "A world that is never done",
  factors: { hangs: [false, true] },
  world(_, { hangs }) {
    if (hangs) process.stderr.write("it has begun\\n");
    while (hangs);
    return hangs;
  },
  until: 1,
  measures: { one: { unit: "1", of: () => 1 } },
});`;

/** Inside the repository, so that our packages are found. */
const cwd = join(repository, ".cache", `interrupted-${process.pid}`);
beforeAll(() => {
  mkdirSync(cwd, { recursive: true });
  writeFileSync(join(cwd, "slow.mjs"), slow);
  writeFileSync(join(cwd, "endless.mjs"), endless);
  writeFileSync(join(cwd, "hanging.mjs"), hanging);
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const manifest = (folder: string) => JSON.parse(readFileSync(join(cwd, folder, "run.json"), "utf8"));

describe("a run that the user ends by Ctrl-C", () => {
  it.each([1, 2])("keeps what is finished, with %i at a time", async (jobs) => {
    const out = `slow-${jobs}`;
    const words = ["run", "slow.mjs", "--jobs", String(jobs), "--replications", "50", "--out", out];
    const { code, stdout, stderr } = await crosstalk(words, { cwd, interruptAt: "slow: 10 of 100 runs" });
    expect(stderr).toMatch(/interrupted after .* runs\nthe same command makes the rest\n/);
    expect(code).toBe(130);
    expect(stdout).toMatch(/^mean ± half-width/);
    expect(readdirSync(join(cwd, out)).sort()).toEqual(["report.html", "results.csv", "results.parquet", "run.json", "runs"]);
    const { status, runs } = manifest(out);
    expect(status).toBe("interrupted");
    expect(runs.length).toBeGreaterThanOrEqual(10);
    expect(runs.length).toBeLessThan(100);
    expect(
      readFileSync(join(cwd, out, "results.csv"), "utf8")
        .trimEnd()
        .split("\n"),
    ).toHaveLength(1 + runs.length);
    expect(readdirSync(join(cwd, out, "runs"))).toHaveLength(runs.length);
  });

  it("ends at once when its only run never would, and says that there is nothing to keep", async () => {
    const words = ["run", "endless.mjs", "--only", "2", "--out", "alone"];
    const { code, stdout, stderr } = await crosstalk(words, { cwd, interruptAt: "it has begun" });
    expect(stderr).toContain("0 of 1 run");
    expect([code, stdout]).toEqual([130, "no results\n"]);
    expect(readdirSync(cwd)).not.toContain("alone");
  });

  it("keeps the runs that were made before one that never ends", async () => {
    const words = ["run", "endless.mjs", "--jobs", "1", "--replications", "1", "--out", "both"];
    const { code } = await crosstalk(words, { cwd, interruptAt: "it has begun" });
    expect(code).toBe(130);
    expect(manifest("both")).toMatchObject({ status: "interrupted", runs: [{ index: 1, values: { one: 1 } }] });
  });

  it("keeps the runs that were made before one whose world is never done", async () => {
    const words = ["run", "hanging.mjs", "--jobs", "1", "--replications", "1", "--out", "hanging"];
    const { code } = await crosstalk(words, { cwd, interruptAt: "it has begun" });
    expect(code).toBe(130);
    expect(manifest("hanging")).toMatchObject({ status: "interrupted", runs: [{ index: 1 }], parameters: { worlds: [{}] } });
  });
});
