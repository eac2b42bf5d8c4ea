import type { Results } from "../results.ts";
import { manifestOfUncertainty } from "../uncertainty/manifest-of-uncertainty.ts";
import { resolvedLevels } from "./resolved-levels.ts";
import { type ResolvedWorlds, resolvedWorlds } from "./resolved-worlds.ts";

/** What the runner knows of a set of runs, and the experiment does not. */
export interface RunContext {
  /** The module that the experiment is from, as the user named it. */
  readonly module: string;
  /** The command that makes the same runs again. */
  readonly command: string;
  readonly status: "complete" | "failed" | "interrupted";
  /** Versions by name: of ours, of Node, of what the machine runs. */
  readonly versions: Readonly<Record<string, string>>;
  /** When the runs were made, as an ISO 8601 instant. */
  readonly date: string;
  /** Real seconds that they took. */
  readonly wallSeconds: number;
  /** How many were made at the same time, where that is known: workers of a queue come and go. */
  readonly jobs?: number;
  /** How many of the runs were not made now, but found as they were made before. */
  readonly reused?: number;
  /** What the worlds of runs that succeeded are built from; composed in this thread by default. */
  readonly worlds?: ResolvedWorlds;
}

/** The version of `run.json`'s form. */
export const MANIFEST_VERSION = 1;

/**
 * Everything about a set of runs as a JSON value, for `run.json`: fully resolved parameters, seeds, versions,
 * fingerprints, results. A half-width of `null` means that one replication tells nothing of it.
 */
export function manifestOf(results: Results, context: RunContext): Record<string, unknown> {
  const { experiment, plan, runs, failures, problems, notes, summary } = results;
  const { name, about, most, measures, derived, series, until, warmUp } = experiment;
  const numbers = Object.entries({ ...measures, ...derived }).map(([metric, { unit, about: what }]) => [
    metric,
    { unit, about: what },
  ]);
  const seriesNumbers = Object.entries(series ?? {}).map(([name, { unit, about: what }]) => [name, { unit, about: what }]);
  const worlds = context.worlds ?? resolvedWorlds(experiment, { ...plan, runs });
  return {
    format: "crosstalk-run",
    version: MANIFEST_VERSION,
    status: context.status,
    experiment: { name, about, module: context.module },
    command: context.command,
    parameters: {
      factors: resolvedLevels(experiment, plan.selection),
      ...worlds,
      replications: plan.replications,
      seed: plan.seed,
      runtime: plan.runtime,
      design: plan.design ?? "full-factorial",
      untilNanoseconds: typeof until === "number" ? until : null,
      mostNanoseconds: most,
      warmUpNanoseconds: plan.warmUp ?? warmUp ?? 0,
      whatIf: experiment.whatIf,
    },
    ...(experiment.sampled === undefined ? {} : { uncertainty: manifestOfUncertainty(results) }),
    measures: Object.fromEntries(numbers),
    ...(series === undefined ? {} : { series: Object.fromEntries(seriesNumbers) }),
    ...(experiment.figure === undefined ? {} : { figure: experiment.figure }),
    versions: context.versions,
    made: { date: context.date, wallSeconds: context.wallSeconds, jobs: context.jobs, reused: context.reused ?? 0 },
    summary: summary.points.map(({ levels, estimates }) => ({ levels, estimates })),
    runs: runs.map(({ index, levels, replication, seed, fingerprint, deliveries, end, warmUp: cut, values, evidence }) => ({
      index,
      levels,
      replication,
      seed,
      fingerprint,
      deliveries,
      endNanoseconds: end,
      ...(cut === undefined ? {} : { warmUpNanoseconds: cut.end, warmUpIsOver: cut.enough }),
      values,
      evidence,
    })),
    failures,
    problems,
    notes,
  };
}
