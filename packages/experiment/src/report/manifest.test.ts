import { describe, expect, it } from "vitest";
import { defineExperiment } from "../experiment.ts";
import { planRuns } from "../plan.ts";
import { collectResults } from "../results.ts";
import { runPlanned } from "../run-experiment.ts";
import { manifestOf } from "./manifest.ts";

const context = { module: "", command: "", status: "failed", versions: {}, date: "", wallSeconds: 1, jobs: 1 } as const;

describe("manifestOf", () => {
  it("composes only worlds of which a run has succeeded, and not those that failed or were never made", () => {
    const composed: string[] = [];
    const experiment = defineExperiment({
      name: "fragile",
      about: "Worlds that can't all be composed",
      factors: { kind: ["whole", "broken", "never made"] },
      world(_, { kind }) {
        composed.push(kind);
        if (kind === "broken") throw new Error("it is broken");
        return kind;
      },
      until: 1,
      measures: { one: { unit: "1", of: () => 1 } },
    });
    const plan = planRuns(experiment, { replications: 2 });
    const made = plan.runs.filter(({ levels }) => levels.kind !== "never made");
    const results = collectResults(
      experiment,
      plan,
      made.map((run) => runPlanned(experiment, plan, run)),
    );
    composed.length = 0;
    expect(manifestOf(results, context)).toMatchObject({ parameters: { worlds: [{ levels: { kind: "whole" } }] } });
    expect(composed).toEqual(["whole"]);
  });
});
