import type { Runtime } from "@crosstalk/engine";
import { type Experiment, hasFailed, type Plan, type RunOutcome } from "@crosstalk/experiment";
import { inProcess } from "@crosstalk/experiment/node";

/** What is found by making the runs of a plan under both runtimes. */
export interface RuntimeComparison {
  readonly runs: number;
  /** One text for each run that failed, differs in anything that it gives, or had to be interpreted. */
  readonly problems: readonly string[];
}

/** Makes the runs of a plan under both runtimes, and compares all that they give: fingerprints, values, evidence. */
export async function compareRuntimes(experiment: Experiment, plan: Plan): Promise<RuntimeComparison> {
  const make = (runtime: Runtime) => inProcess(experiment)({ ...plan, runtime });
  const [compiled, reference] = [await make("compiled"), await make("reference")];
  const problems = plan.runs.flatMap(({ levels }, run) => {
    const [one, other] = [compiled[run], reference[run]];
    const place = `${experiment.name}, ${Object.values(levels).join(", ")}`;
    if (one === undefined || other === undefined) return [`${place}: was not made`];
    return problemsOf(one, other).map((problem) => `${place}: ${problem}`);
  });
  return { runs: compiled.length, problems };
}

function problemsOf(one: RunOutcome, other: RunOutcome): string[] {
  if (hasFailed(one)) return [`failed compiled: ${one.failure.message}`];
  if (hasFailed(other)) return [`failed under the reference: ${other.failure.message}`];
  if (one.interpreted !== undefined) return [`interpreted: ${Object.keys(one.interpreted).join(", ")}`];
  if (one.fingerprint !== other.fingerprint) return [`fingerprints are ${one.fingerprint} and ${other.fingerprint}`];
  return JSON.stringify(one) === JSON.stringify(other) ? [] : ["fingerprints are equal, but not what was measured"];
}

/**
 * Few runs of a plan in which each level of each factor occurs at least once: the n-th takes the n-th level of every factor,
 * and a factor that has fewer begins anew.
 */
export function everyLevelOnce(plan: Plan): Plan {
  const factors = Object.entries(plan.selection);
  const most = Math.max(...factors.map(([, levels]) => levels.length));
  const wanted = Array.from({ length: most }, (_, n) =>
    JSON.stringify(Object.fromEntries(factors.map(([factor, levels]) => [factor, levels[n % levels.length]?.name]))),
  );
  return {
    ...plan,
    runs: plan.runs.filter(({ levels, replication }) => replication === 1 && wanted.includes(JSON.stringify(levels))),
  };
}
