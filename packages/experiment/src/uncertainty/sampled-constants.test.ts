import type { ConstantSample } from "@crosstalk/metrics";
import { describe, expect, it } from "vitest";
import { uncertainPool } from "../executors/uncertain-pool.ts";
import { defineExperiment } from "../experiment.ts";
import { planRuns } from "../plan.ts";
import { manifestOf } from "../report/manifest.ts";
import { collectResults } from "../results.ts";
import { runExperiment } from "../run-experiment.ts";
import { resultPage } from "../stores/result-page.ts";
import { priced } from "../testing/priced-experiment.ts";
import { CONSTANTS, sampledReplicationsProblems, withUncertainty } from "./sampled-constants.ts";
import { uncertainties, uncertaintyText } from "./uncertainty-text.ts";

const module = { url: new URL("../testing/priced-experiment.ts", import.meta.url).href, exportName: "priced" };
const uncertain = withUncertainty(priced, 4, 1);
const sampleOf = (name: string) =>
  uncertain.factors[CONSTANTS]?.levels.find((level) => level.name === name)?.value as ConstantSample;

describe("an experiment with uncertainty", () => {
  it("has a sample of every named constant that has a range, within it", () => {
    const constants = Object.entries(uncertain.sampled?.constants ?? {});
    expect(constants.length).toBeGreaterThan(100);
    expect(constants.map(([name]) => name)).toEqual(expect.arrayContaining(["priced.trap", "linux-2003.fork"]));
    expect(constants.map(([name]) => name)).not.toContain("priced.page");
    for (const [name, { range }] of constants) {
      const values = [1, 2, 3, 4].map((number) => sampleOf(`sample-${number}`)[name] as number);
      expect(Math.min(...values)).toBeGreaterThanOrEqual(range[0]);
      expect(Math.max(...values)).toBeLessThanOrEqual(range[1]);
    }
  });

  it("runs each sample with its values, worked into costs on loading too, and tells constants from chance", async () => {
    const plan = planRuns(uncertain, { seed: 5 });
    const outcomes = await uncertainPool(uncertain, module, 2)(plan);
    const results = collectResults(uncertain, plan, outcomes);
    expect(results.failures).toEqual([]);
    expect(results.runs).toHaveLength(16);
    const usual = runExperiment(priced, { seed: 5 }).runs;
    for (const { levels, seed, values } of results.runs) {
      const own = usual.find((run) => run.seed === seed && run.levels.traps === levels.traps)?.values.time as number;
      const { "priced.trap": trap = 0, "priced.copy": copy = 0 } = sampleOf(levels[CONSTANTS] as string);
      expect(values.time).toBeCloseTo(own + Number(levels.traps) * (trap - 1_000) + (copy - 100) / 100, 6);
    }
    expect(Object.keys(uncertainties(results))).toEqual(["time", "known"]);
    expect(uncertainties(results).time?.[1]?.split.parameterShare).toBeGreaterThan(0.99);
    const text = uncertaintyText(results);
    expect(text).toMatch(
      /^4 samples of the 2 constants that the runs read \(\d+ others were not read, \d+\nare held fixed\); half-widths for 95 %\n4 samples are too few to name any constant: with so many constants, rows and\nmeasures it takes at least 6\n\ntime \[ns\]\ntraps +mean ± replications/,
    );
    expect(text).toMatch(/\n\nthe same in every run: known\n$/);
    const context = { module: "", command: "", status: "complete", versions: {}, date: "", wallSeconds: 1, jobs: 1 } as const;
    expect(manifestOf(results, context)).toMatchObject({
      parameters: { worlds: [{ levels: { traps: "1" } }, { levels: { traps: "10" } }] },
      uncertainty: {
        constants: { "priced.trap": { range: [700, 1_300], provenance: "recalled" } },
        unread: Object.keys(uncertain.sampled?.constants ?? {}).length - 2,
        held: { "priced.page": { value: 4_096, unit: "ns", why: "exact" } },
        leastSamples: 6,
        samples: { "sample-2": { "priced.trap": sampleOf("sample-2")["priced.trap"] } },
        measures: { time: [{ split: { samples: 4 } }, { levels: { traps: "10" } }] },
      },
    });
    const { uncertainty } = manifestOf(results, context) as { uncertainty: { constants: object; samples: object } };
    expect(Object.keys(uncertainty.constants)).toEqual(["priced.trap", "priced.copy"]);
    expect(Object.values(uncertainty.samples).map((sample) => Object.keys(sample))).toEqual(
      new Array(4).fill(["priced.trap", "priced.copy"]),
    );
    const page = await resultPage(JSON.parse(JSON.stringify(manifestOf(results, context))));
    expect(page).toContain("Means over all samples of the constants");
    expect(page).toContain(">exact: its range is a single value</td>");
    expect(page).toContain(">definition: fixed by a format, an interface or a unit</td>");
    expect(page).toContain("4 samples are too few to name any constant: with so many");
    expect(page).toMatch(/<title>traps = 10: [\d.]+ ± [\d.]+ ns, n = 2<\/title>/);
    expect(page).toContain("mean, and 95 % interval of what chance and constants do");
    expect(page).toContain("time by traps; bars are 95 % intervals of what chance and constants do. Point");
    expect(page).not.toMatch(/mean and 95 % confidence interval|bars are 95 % confidence/);
    const { estimate, parameterHalfWidth } = uncertainties(results).time?.[1]?.split ?? {};
    const both = Math.hypot(estimate?.halfWidth ?? 0, parameterHalfWidth ?? 0);
    expect(both).toBeGreaterThan(2 * (estimate?.halfWidth ?? 0));
    expect(Number(/<title>traps = 10: [\d.]+ ± ([\d.]+)/.exec(page)?.[1])).toBeCloseTo(both, -2);
    const [summary = ""] = page.split("What is not known of constants");
    expect(summary).not.toContain("sample-");
    expect(summary.match(/<td class="right">2<\/td><\/tr>/g)).toHaveLength(2);
    expect(page).not.toContain("<td>constants</td><td>sample-1</td>");
  });

  it("isn't run where all runs share one thread, which has one value of each constant", () => {
    const { runs, failures } = runExperiment(uncertain, { replications: 1 });
    expect(runs).toEqual([]);
    expect(failures[0]?.failure.message).toBe("samples of constants need threads of their own; use uncertainPool");
  });

  it.each([1, "1", " 1 "])("is not told from chance by %o replication", (replications) => {
    expect(sampledReplicationsProblems(replications)).toMatchObject([
      { field: "replications", allowed: "at least 2 with uncertainty" },
    ]);
  });

  it.each([2, "100", "0", "-1", "many", ""])("has nothing to say of %o replications", (replications) => {
    expect(sampledReplicationsProblems(replications)).toEqual([]);
  });

  it("is told by the usual summary where the runs are too few", async () => {
    const told = async (only?: number) => {
      const plan = planRuns(uncertain, { replications: 1, ...(only === undefined ? {} : { only }) });
      return uncertaintyText(collectResults(uncertain, plan, await uncertainPool(uncertain, module, 1)(plan)));
    };
    expect(await told(2)).toMatch(
      /^one run can't tell what constants do: at least 4 samples and 2 replications are\nneeded\n\ntraps = 1, constants = sample-2,[\s\S]*time \[ns\]/,
    );
    expect(await told()).toMatch(/^too few runs to tell what constants do:[\s\S]*\ntraps +constants +time \[ns\][\s\S]*sample-4/);
  });

  it("is refused with too few samples, or where a factor has its name", () => {
    const { world, until, measures } = priced;
    const taken = defineExperiment({ name: "taken", about: "A name", factors: { constants: [1] }, world, until, measures });
    expect(() => withUncertainty(taken, 3, 1)).toThrow(
      /^uncertainty is 3; allowed is a whole number from 4 to 10000\nuncertainty is 3: the experiment has a factor named constants/,
    );
  });
});
