import { describe, expect, it } from "vitest";
import { planRuns } from "./plan.ts";
import { runPlanned } from "./run-experiment.ts";
import { failing, queueing } from "./testing/fake-experiment.ts";
import { traceRun } from "./trace-run.ts";

function traced(experiment: typeof queueing, only: number) {
  const plan = planRuns(experiment, { only });
  const [run] = plan.runs;
  if (run === undefined) throw new Error("there is no such run");
  return { ...traceRun(experiment, plan, run), untraced: runPlanned(experiment, plan, run) };
}

describe("a run that is recorded", () => {
  it("has the same outcome as without the recording", () => {
    const { outcome, untraced, recording, actors } = traced(queueing, 2);
    expect(outcome).toEqual(untraced);
    expect(outcome).toHaveProperty("fingerprint");
    expect(actors).toEqual(["clerk"]);
    expect(recording?.records.filter(({ kind }) => kind === "begin").length).toBeGreaterThan(0);
  });

  it("is recorded up to where it fails", () => {
    const { outcome, untraced, recording } = traced(failing, 2);
    expect(outcome).toEqual(untraced);
    expect(outcome).toHaveProperty("failure");
    expect(recording?.records).toContainEqual({ kind: "instant", time: 7, track: 0, name: "SHOUT", begins: [] });
    expect(recording?.records.filter(({ kind }) => kind === "end")).toEqual([{ kind: "end", time: 7, track: 0 }]);
  });

  it("has no recording if its world can't be composed", () => {
    const broken = {
      ...queueing,
      world() {
        throw new Error("no such shop");
      },
    };
    const { outcome, recording, actors } = traced(broken, 1);
    expect([recording, actors]).toEqual([undefined, []]);
    expect(outcome).toHaveProperty("failure");
  });
});
