import { catalogue } from "@crosstalk/cli";
import { type Experiment, type Plan, planRuns } from "@crosstalk/experiment";
import { caseExperiment, planValidation, publishedRows } from "@crosstalk/validation";
import { compareRuntimes } from "./shipped-runs.ts";

/**
 * Makes every run of one replication of every shipped experiment, levels of full runs included, and every case of the
 * comparison with published results, under both runtimes.
 *
 * @param print takes a line for each experiment, and one for each problem.
 * @returns how many problems there are.
 */
export async function compareAllShipped(print: (line: string) => void): Promise<number> {
  const shipped = await Promise.all(catalogue.map(async ({ load }) => (await load()).default));
  const plans: readonly (readonly [Experiment, Plan])[] = [
    ...shipped.map((experiment) => [experiment, planRuns(experiment, { full: true, replications: 1 })] as const),
    ...planValidation(publishedRows).plans.map((plan) => [caseExperiment, firstReplication(plan)] as const),
  ];
  let found = 0;
  for (const [experiment, plan] of plans) {
    const { runs, problems } = await compareRuntimes(experiment, plan);
    print(`${experiment.name}: ${runs} runs under both runtimes, ${problems.length} problems`);
    for (const problem of problems) print(`  ${problem}`);
    found += problems.length;
  }
  return found;
}

function firstReplication(plan: Plan): Plan {
  return { ...plan, runs: plan.runs.filter(({ replication }) => replication === 1) };
}
