import type { Experiment } from "../experiment.ts";
import type { Results } from "../results.ts";
import { summarizeRuns } from "../summary.ts";
import type { StoredDetails } from "./stored-details.ts";

/** Stored results as an experiment's own report takes them; derived measures are as they were stored. */
export function storedResults(experiment: Experiment, stored: StoredDetails): Results {
  const { factors, units, runs, failures, parameters, problems, notes } = stored;
  const selection = Object.entries((parameters.factors ?? {}) as Record<string, readonly { readonly name: string }[]>);
  const planned = [...runs, ...failures].map(({ index, levels, replication, seed }) => ({ index, levels, replication, seed }));
  return {
    experiment,
    plan: {
      selection: Object.fromEntries(selection.map(([factor, levels]) => [factor, levels.map(({ name }) => ({ name }))])),
      replications: Number(parameters.replications),
      seed: Number(parameters.seed),
      runtime: parameters.runtime === "reference" ? "reference" : "compiled",
      runs: planned.sort((a, b) => a.index - b.index),
    },
    runs: runs.map(({ endNanoseconds, ...run }) => ({ ...run, end: endNanoseconds })),
    failures,
    problems,
    notes,
    summary: summarizeRuns(factors, units, runs),
  };
}
