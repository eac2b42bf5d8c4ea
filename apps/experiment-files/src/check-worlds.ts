import { Simulation } from "@crosstalk/engine";
import { assembling, type Experiment, planRuns } from "@crosstalk/experiment";
import { forkProblems } from "./check-warm-up.ts";
import type { Path } from "./document/place.ts";
import type { Problem } from "./document/problem.ts";
import { SenselessWorldError } from "./world/file-world.ts";

/** What composing worlds tells: of the worlds themselves, else of the levels of what-ifs. */
export function composedProblems(experiment: Experiment): Problem[] {
  const worlds = worldProblems(experiment);
  return worlds.length > 0 ? worlds : forkProblems(experiment);
}

/**
 * What models say when worlds are composed, before anything runs: a cap on a platform that keeps none, more memory than the
 * host has. Each level of each factor is in one of the worlds that are composed.
 *
 * Simplified: what only certain combinations of levels bring about is found by the run that has them, which then fails.
 *
 * @param of which worlds it must be true to be told; of all, where it isn't known which combinations are meant.
 */
export function worldProblems(experiment: Experiment, of: "any" | "all" = "any"): Problem[] {
  const seen = new Set<string>();
  const runs = planRuns(experiment, { replications: 1 }).runs.filter(({ levels }) => {
    const fresh = Object.entries(levels).filter(([factor, level]) => !seen.has(`${factor}=${level}`));
    for (const [factor, level] of fresh) seen.add(`${factor}=${level}`);
    return fresh.length > 0 || seen.size === 0;
  });
  const failures = new Map<string, Failure>();
  for (const { levels } of runs) {
    const error = errorOf(experiment, levels);
    if (error === undefined) continue;
    const key = JSON.stringify([pathOf(error), error.message]);
    const known = failures.get(key);
    failures.set(key, known === undefined ? { error, levels, others: 0 } : { ...known, others: known.others + 1 });
  }
  return [...failures.values()].filter(({ others }) => of === "any" || others + 1 === runs.length).map(placed);
}

/** A reason for which worlds can't be composed. */
interface Failure {
  readonly error: Error;
  /** Of the first world for which that is so. */
  readonly levels: Readonly<Record<string, string>>;
  /** How many other ones there are, of those that were tried. */
  readonly others: number;
}

/** Why the world of some levels can't be composed, if so. */
function errorOf(experiment: Experiment, levels: Readonly<Record<string, string>>): Error | undefined {
  const values = Object.entries(experiment.factors).map(([factor, { levels: all, more }]) => {
    return [factor, [...all, ...more].find(({ name }) => name === levels[factor])?.value] as const;
  });
  try {
    assembling(experiment)(new Simulation({ seed: 1 }), Object.fromEntries(values));
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

function placed({ error, levels, others }: Failure): Problem {
  const where = Object.entries(levels).map(([factor, level]) => `${factor}=${level}`);
  const more = others === 0 ? "" : " and others";
  const message = `can't be composed${where.length > 0 ? ` for ${where.join(", ")}${more}` : ""}: ${error.message}`;
  return { path: pathOf(error), message };
}

function pathOf(error: Error): Path {
  if (error instanceof SenselessWorldError) return error.path;
  const [, tenant] = /^tenant (\S+) of /.exec(error.message) ?? [];
  return tenant === undefined ? ["host"] : ["tenants", tenant.replace(/-\d+$/, "")];
}
