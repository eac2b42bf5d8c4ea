import { type Plan, planRuns } from "@crosstalk/experiment";
import { baselineCaseOf, type Case, caseOf, nameOfCase } from "./case.ts";
import { caseExperiment } from "./case-experiment.ts";
import { programNamed } from "./names.ts";
import type { PublishedRow } from "./row.ts";

/** Replications of cases that draw at random. */
export const REPLICATIONS = 5;

/** Name of a case as a level of the experiment's factor: cases come as data, as from a file. */
export const levelOf = (one: Case): string => `${nameOfCase(one)}.json`;

/** Whether replications of a case differ: its program or its antagonist draws. All else is the same under any seed. */
export function draws({ program, parameters }: Case): boolean {
  const measured = programNamed(program);
  const workload = measured !== undefined && "workload" in measured ? measured.workload : undefined;
  return parameters.antagonist !== undefined || workload?.draws === true;
}

/**
 * The plans that run every case of the rows, and of their baselines, once for each replication: those that draw nothing in
 * one plan, the others in another. The baseline of a case that draws is replicated as often, under the same seeds.
 */
export function planCases(rows: readonly PublishedRow[], replications: number = REPLICATIONS): readonly Plan[] {
  const once = new Map<string, Case>();
  const often = new Map<string, Case>();
  for (const row of rows) {
    const cases = [caseOf(row), baselineCaseOf(row)].filter((each) => each !== undefined);
    const into = cases.some(draws) ? often : once;
    for (const one of cases) into.set(levelOf(one), one);
  }
  const plan = (cases: ReadonlyMap<string, Case>, count: number): readonly Plan[] =>
    cases.size === 0
      ? []
      : [
          planRuns(caseExperiment, {
            settings: { case: [...cases.keys()] },
            readJson: (name) => cases.get(name),
            replications: count,
          }),
        ];
  return [...plan(once, 1), ...plan(often, replications)];
}
