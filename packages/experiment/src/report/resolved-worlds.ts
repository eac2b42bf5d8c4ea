import { contentHash, Simulation } from "@crosstalk/engine";
import type { Experiment } from "../experiment.ts";
import { resolveLevels } from "../level-reference.ts";
import { type Plan, type PlannedRun, referencesOf } from "../plan.ts";
import { assembling } from "../run-one.ts";

/** What worlds are built from: for each combination of levels its components by path, named by hash. */
export interface ResolvedWorlds {
  /** Parameters of components, by hash: eight hexadecimal digits. */
  readonly components: Readonly<Record<string, unknown>>;
  readonly worlds: readonly {
    readonly levels: Readonly<Record<string, string>>;
    readonly components: Readonly<Record<string, string>>;
  }[];
}

/**
 * The fully resolved parameters of hosts, hypervisors and kernels in each combination of levels, as they tell themselves
 * when the combination's first run is assembled. A combination that can't be assembled is left out.
 *
 * Each combination's world is composed once more, in this thread. It costs what composing costs, though not the run; and what
 * a world leaves to itself, such as timers, stays: `StartedThreads.worlds` does the same in a thread that is ended. Where
 * constants were sampled, worlds have the constants' own values.
 *
 * @param plan with runs that have succeeded, and no others.
 */
export function resolvedWorlds(experiment: Experiment, plan: Plan): ResolvedWorlds {
  const components: Record<string, unknown> = {};
  const worlds: { levels: Readonly<Record<string, string>>; components: Record<string, string> }[] = [];
  // Most components are the same in many worlds.
  const hashes = new Map<string, string>();
  const nominal = experiment.sampled?.nominal ?? experiment;
  const runs = plan.runs.map((run): PlannedRun => {
    const levels = Object.keys(nominal.factors).map((name) => [name, run.levels[name] ?? ""]);
    return { ...run, levels: Object.fromEntries(levels) };
  });
  for (const run of firstOfEachWorld(runs)) {
    const simulation = new Simulation({ seed: run.seed });
    try {
      assembling(nominal)(simulation, resolveLevels(nominal, referencesOf(plan, run)));
    } catch {
      continue;
    }
    const named = Object.entries(simulation.components()).map(([path, told]) => {
      const text = JSON.stringify(told);
      let hash = hashes.get(text);
      if (hash === undefined) {
        const parameters: unknown = JSON.parse(text);
        hash = contentHash(parameters);
        hashes.set(text, hash);
        components[hash] = parameters;
      }
      return [path, hash] as const;
    });
    worlds.push({ levels: run.levels, components: Object.fromEntries(named) });
  }
  return { components, worlds };
}

/** The first run of each combination of levels. */
export function firstOfEachWorld(runs: readonly PlannedRun[]): readonly PlannedRun[] {
  const first = new Map<string, PlannedRun>();
  for (const run of runs) {
    const key = JSON.stringify(run.levels);
    if (!first.has(key)) first.set(key, run);
  }
  return [...first.values()];
}
