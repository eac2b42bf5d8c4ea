import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ms, seconds, toSeconds } from "@crosstalk/engine";
import { defineExperiment, planRuns, runExperiment, runOne } from "@crosstalk/experiment";
import { compute, forever } from "@crosstalk/guest-os";
import { dualXeon2003 } from "@crosstalk/hardware";
import { plainLinux, xen42 } from "@crosstalk/platforms";
import { describe, expect, it } from "vitest";
import { parseExperimentFile } from "./parse-experiment-file.ts";

const docs = fileURLToPath(new URL("../../../docs/", import.meta.url));
const read = (file: string) => {
  const parsed = parseExperimentFile(`${docs}${file}`);
  if ("problems" in parsed) throw new Error(parsed.problems.join("\n"));
  return parsed;
};
/** Values of levels by their names. */
const valuesOf = ({ factors }: ReturnType<typeof defineExperiment>, names: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(factors).map(([factor, { levels }]) => [factor, levels.find(({ name }) => name === names[factor])?.value]),
  );

/** `docs/weights.yaml` as a programmer would write it. */
const twin = defineExperiment({
  name: "weights",
  about: "How far a larger weight protects a program from a CPU hog",
  factors: { platform: [plainLinux({ scheduler: "eevdf" }), xen42()], weight: [256, 512, 1024] },
  world({ simulation, host }, { platform, weight }) {
    const system = platform.boot(simulation, host("host", dualXeon2003, { processors: 1 }));
    const work = { distribution: "lognormal", mean: seconds(1), variation: 0.2 } as const;
    const victim = system.tenant("victim", { weight }).run(compute(work));
    system.tenant("hog", { weight: 256 }).run(forever(compute(ms(100))));
    return { victim };
  },
  until: ({ victim }) => victim.ended() !== undefined,
  measures: {
    completion: { unit: "s", of: ({ victim }) => toSeconds((victim.ended() ?? 0) - (victim.began() ?? 0)) },
  },
});

describe("the worked example", () => {
  const { experiment } = read("weights.yaml");

  it("is what the guide shows", () => {
    const [, shown] = /```yaml\n([\s\S]*?)```/.exec(readFileSync(`${docs}experiment-files.md`, "utf8")) ?? [];
    expect(readFileSync(`${docs}weights.yaml`, "utf8").replace(/^#.*\n/, "")).toBe(shown);
  });

  it("plans the same runs as its twin in TypeScript", () => {
    expect(planRuns(experiment).runs).toEqual(planRuns(twin).runs);
  });

  it.each([
    { platform: "linux-eevdf", weight: "1024" },
    { platform: "xen-4.2", weight: "512" },
  ])("runs event for event as its twin does, on $platform", (levels) => {
    const run = runOne(experiment, valuesOf(experiment, levels), 3);
    const twinRun = runOne(twin, valuesOf(twin, levels), 3);
    expect(run.fingerprint).toBe(twinRun.fingerprint);
    expect(run.values).toMatchObject(twinRun.values);
  });
});

describe("the example with all that files can have", () => {
  const { experiment } = read("hogs.yaml");

  it("takes paired factors together, and leaves out what a constraint excludes", () => {
    const combinations = planRuns(experiment, { replications: 1 }).runs.map(({ levels }) => Object.values(levels).join(" "));
    expect(combinations).toMatchInlineSnapshot(`
      [
        "xen-4.2 0 0.2 10",
        "xen-4.2 0 0.2 30",
        "xen-4.2 1 0.4 10",
        "xen-4.2 1 0.4 30",
        "xen-4.2 2 0.8 10",
        "esx-2 memory false 0 0.2 10",
        "esx-2 memory false 0 0.2 30",
        "esx-2 memory false 1 0.4 10",
        "esx-2 memory false 1 0.4 30",
        "esx-2 memory false 2 0.8 10",
      ]
    `);
  });

  it("runs to its end with copies of a tenant, and measures", () => {
    const levels = { platform: "xen-4.2", hogs: "2", cap: "0.8", passes: "10" };
    const { values } = runOne(experiment, valuesOf(experiment, levels), 1);
    const alone = runOne(experiment, valuesOf(experiment, { ...levels, hogs: "0" }), 1).values;
    expect(Object.keys(values)).toEqual(["time", "rate", "stolen", "end"]);
    expect(values.stolen).toBeGreaterThan(0);
    expect(values.time).toBeGreaterThan(alone.time as number);
  });

  it("gives each of its measures a number in every combination", () => {
    const { runs, notes } = runExperiment(experiment, { replications: 1 });
    expect(runs).toHaveLength(10);
    expect(notes).toEqual([]);
  });
});

describe("a file", () => {
  it("is known by what makes its runs: the levels are no part of that", () => {
    const { identity, text } = read("weights.yaml");
    expect(identity).not.toContain("1024");
    expect(identity).toContain("100 ms");
    expect(identity).toContain("$weight");
    expect(text).toContain("1024");
  });
});
