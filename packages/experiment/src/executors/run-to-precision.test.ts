import { describe, expect, it } from "vitest";
import { hasFailed } from "../outcome.ts";
import type { Plan } from "../plan.ts";
import { collectResults } from "../results.ts";
import { runExperiment } from "../run-experiment.ts";
import { failing, queueing } from "../testing/fake-experiment.ts";
import { inProcess } from "./in-process.ts";
import { runToPrecision } from "./run-to-precision.ts";

const settings = { customers: ["4"], pace: ["usual"] };
const execute = inProcess(queueing);

describe("runs to a precision", () => {
  it("go on until every interval is narrow enough, with equally many replications of all combinations", async () => {
    const { plan, outcomes, note } = await runToPrecision(execute, queueing, { settings, precision: "10%" });
    const { summary } = collectResults(queueing, plan, outcomes);
    expect(plan.replications).toBeGreaterThan(10);
    expect(outcomes).toHaveLength(2 * plan.replications);
    for (const { estimates } of summary.points) {
      expect(estimates.total?.n).toBe(plan.replications);
      expect((estimates.total?.halfWidth ?? 1) / (estimates.total?.mean ?? 1)).toBeLessThanOrEqual(0.1);
    }
    expect(note.split("; ")[0]).toBe(`the precision of 10 % is reached by ${plan.replications} replications`);
    const before = runExperiment(queueing, { settings, replications: plan.replications - 1 });
    const widths = before.summary.points.map(({ estimates: { total } }) => (total?.halfWidth ?? 0) / (total?.mean ?? 1));
    expect(Math.max(...widths)).toBeGreaterThan(0.1);
  });

  it("are those that a plan of as many replications has, run by run", async () => {
    const { plan, outcomes } = await runToPrecision(execute, queueing, { settings, precision: 0.1, seed: 5 });
    const { runs } = runExperiment(queueing, { settings, seed: 5, replications: plan.replications });
    const fingerprints = new Map(outcomes.map((outcome) => [outcome.index, hasFailed(outcome) ? "" : outcome.fingerprint]));
    expect(runs.map(({ index }) => fingerprints.get(index))).toEqual(runs.map(({ fingerprint }) => fingerprint));
    expect(plan.runs).toHaveLength(runs.length);
  });

  it("make at the most as many replications as they are told, and say how wide the interval is then", async () => {
    const { plan, note } = await runToPrecision(execute, queueing, { settings, precision: "1%", replications: 12 });
    expect(plan.replications).toBe(12);
    expect(note).toMatch(/^the precision of 1 % is not reached: after 12 replications total is within \d[\d.]* % \(shop = /);
  });

  it("end early where runs fail, or where they are ended", async () => {
    const failed = await runToPrecision(inProcess(failing), failing, { precision: "5%" });
    expect(failed).toMatchObject({
      plan: { replications: 10 },
      note: "the precision of 5 % is not looked for, since runs failed",
    });
    const half = (plan: Plan) => execute({ ...plan, runs: plan.runs.slice(0, 3) });
    const ended = await runToPrecision(half, queueing, { settings, precision: "5%" });
    expect(ended.outcomes).toHaveLength(3);
    expect(ended.note).toBe("the precision of 5 % is not reached: interrupted");
  });
});
