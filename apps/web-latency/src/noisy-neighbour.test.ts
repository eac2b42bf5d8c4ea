import { runOne, whatIfProblems } from "@crosstalk/experiment";
import { platformFactor } from "@crosstalk/workloads";
import { describe, expect, it } from "vitest";
import { noisyNeighbour } from "./noisy-neighbour.ts";

const levelValue = (factor: string, name: string) =>
  [...platformFactor.levels, ...(noisyNeighbour.factors[factor]?.levels ?? [])].find((level) => level.name === name)?.value ??
  expect.fail(name);
const run = (platform: string, neighbour: string, experiment = noisyNeighbour) =>
  runOne(experiment, { platform: levelValue("platform", platform), neighbour: levelValue("neighbour", neighbour) }, 1);

describe("a neighbour that becomes noisy", () => {
  it("changes nothing that a warmed-up run keeps", () => {
    expect(whatIfProblems(noisyNeighbour)).toEqual([]);
  });

  it("is the neighbour that it was in a run without forking, if it stays idle", () => {
    const whole = run("linux", "idle", { ...noisyNeighbour, whatIf: [] });
    expect(run("linux", "idle")).toEqual(whole);
  });

  it("stalls clients on a scheduler that favours who has slept, where one that computes from the start does not", () => {
    const p99 = (neighbour: string, experiment = noisyNeighbour) => run("linux", neighbour, experiment).values.p99 as number;
    const idle = p99("idle");
    expect(p99("computes") / idle).toBeGreaterThan(100);
    expect(p99("computes", { ...noisyNeighbour, whatIf: [] }) / idle).toBeLessThan(2);
  });
});
