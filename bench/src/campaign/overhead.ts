import { spreadOf } from "../median.ts";
import { campaignCommand } from "./campaign-command.ts";
import { simulationMilliseconds } from "./simulation-time.ts";
import { SHORT_TICKS } from "./ticking-experiment.ts";

const [FEW, MANY] = [200, 1200];

/**
 * What a run costs beside its simulation: handing it to a worker, its outcome, its file, its part of the results. From a
 * campaign of many runs and one of few, so that what a campaign costs once plays no part.
 */
export async function overhead(folder: string, rounds: number): Promise<void> {
  const simulation = simulationMilliseconds(SHORT_TICKS, 400);
  console.log(`what a run costs beside its simulation of ${simulation.toFixed(2)} ms: ${MANY} runs against ${FEW}, one job`);
  const costs: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const less = await campaignCommand(folder, { name: "few", ticks: SHORT_TICKS, runs: FEW, jobs: 1 });
    const more = await campaignCommand(folder, { name: "many", ticks: SHORT_TICKS, runs: MANY, jobs: 1 });
    const each = (seconds: number) => (1000 * seconds) / (MANY - FEW) - simulation;
    const cost = each(more.seconds - less.seconds);
    const processor = each((more.processorSeconds ?? Number.NaN) - (less.processorSeconds ?? Number.NaN));
    costs.push(cost);
    console.log(`  real ${cost.toFixed(2)} ms, processor ${processor.toFixed(2)} ms`);
  }
  console.log(`  ${spreadOf(costs).median.toFixed(2)} ms a run (wanted: under 5)\n`);
}
