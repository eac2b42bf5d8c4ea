import { describe, expect, it } from "vitest";
import { runExperiment } from "../run-experiment.ts";
import { queueing } from "../testing/fake-experiment.ts";
import { tidyTable } from "./tidy-table.ts";

describe("tidyTable", () => {
  const results = runExperiment(queueing, { replications: 1, settings: { shop: ["Market 2.0"] }, seed: 2 });
  const lines = tidyTable(results).split("\n");

  it("has one row for each number of each run, with its unit and the run's fingerprint", () => {
    expect(lines[0]).toBe("experiment,shop,customers,pace,replication,seed,metric,value,unit,fingerprint");
    const [one, four] = results.runs;
    expect(lines.slice(1)).toEqual([
      `queueing,Market 2.0,1,usual,1,2,total,${one?.values.total},s,${one?.fingerprint}`,
      `queueing,Market 2.0,1,usual,1,2,slowdown,1,1,${one?.fingerprint}`,
      `queueing,Market 2.0,4,usual,1,2,total,${four?.values.total},s,${four?.fingerprint}`,
      `queueing,Market 2.0,4,usual,1,2,each,${four?.values.each},s,${four?.fingerprint}`,
      `queueing,Market 2.0,4,usual,1,2,slowdown,${four?.values.slowdown},1,${four?.fingerprint}`,
      "",
    ]);
  });

  it("quotes what would be taken for two fields", () => {
    const [run] = results.runs;
    const odd = { ...results, runs: run === undefined ? [] : [{ ...run, levels: { ...run.levels, shop: 'The "Corner", Ltd' } }] };
    expect(tidyTable(odd)).toContain('queueing,"The ""Corner"", Ltd",1,usual');
  });
});
