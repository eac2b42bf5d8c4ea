import { type Plan, planRuns } from "@crosstalk/experiment";
import { baselineCaseOf, type Case, caseOf, nameOfCase } from "./case.ts";
import { caseExperiment } from "./case-experiment.ts";
import { programNamed } from "./names.ts";
import type { PublishedRow } from "./row.ts";

/** Replications of a program by itself: they differ by the phases of ticks only. */
export const REPLICATIONS = 3;

/** Replications beside an antagonist, or of a program that draws. */
export const REPLICATIONS_DRAWN = 5;

/** Name of a case as a level of the experiment's factor: cases come as data, as from a file. */
export const levelOf = (one: Case): string => `${nameOfCase(one)}.json`;

/** How often a case is run: once what is priced and not run, as no seed can change it. */
export function replicationsOf({ program, parameters }: Case): number {
  const measured = programNamed(program);
  if (measured !== undefined && "operation" in measured) return 1;
  const drawn = parameters.antagonist !== undefined || measured?.workload.draws === true;
  return drawn ? REPLICATIONS_DRAWN : REPLICATIONS;
}

/**
 * The plans that run every case of the rows, and of their baselines, once for each replication; a plan for each number of
 * replications. The baseline of a case is replicated as often as the case, under the same seeds.
 */
export function planCases(rows: readonly PublishedRow[]): readonly Plan[] {
  const byReplications = new Map<number, Map<string, Case>>();
  for (const row of rows) {
    const cases = [caseOf(row), baselineCaseOf(row)].filter((each) => each !== undefined);
    const count = Math.max(...cases.map(replicationsOf));
    const into = byReplications.get(count) ?? new Map<string, Case>();
    for (const one of cases) into.set(levelOf(one), one);
    byReplications.set(count, into);
  }
  return [...byReplications].map(([replications, cases]) =>
    planRuns(caseExperiment, {
      settings: { case: [...cases.keys()] },
      readJson: (name) => cases.get(name),
      replications,
    }),
  );
}
