import {
  batchMeans,
  covers,
  type Estimate,
  estimateMean,
  estimateProportion,
  type ProportionEstimate,
  precisionReached,
} from "@crosstalk/metrics";
import { type Queue, type QueueRun, trueMean } from "./queue.ts";

/** A system with the length of its runs, fixed before anything was measured. */
export interface StudiedQueue extends Queue {
  /** Customers in each replication. */
  readonly customers: number;
}

/** How intervals are made. */
export type Method = "replications" | "batch means" | "precision 5 %";

/** How often intervals of one method cover the true mean of one system. */
export interface Coverage {
  readonly queue: StudiedQueue;
  readonly method: Method;
  readonly covering: ProportionEstimate;
  /** Over all campaigns, half the intervals' width relative to the true mean. */
  readonly width: Estimate;
  /** Over all campaigns, how many replications or batches an interval is from. */
  readonly size: Estimate;
}

const REPLICATIONS = 10;
const BATCHES = 20;
const PRECISION = 0.05;
const MOST_REPLICATIONS = 1_000;
const MOST_CAMPAIGNS = 1_000_000;

/** Makes independent campaigns on a system, and counts for each method how often the 95 % interval covers. */
export function studyCoverage(queue: StudiedQueue, run: QueueRun, campaigns: number, seed: number): readonly Coverage[] {
  const estimates: Record<Method, Estimate[]> = { replications: [], "batch means": [], "precision 5 %": [] };
  for (let campaign = 0; campaign < campaigns; campaign += 1) {
    const seeds = (seed * MOST_CAMPAIGNS + campaign) * (MOST_REPLICATIONS + 1); // no two campaigns share a seed
    const means: number[] = [];
    const replicate = (count: number) => {
      while (means.length < count) means.push(meanOfRun(queue, run, seeds + means.length));
    };
    replicate(REPLICATIONS);
    estimates.replications.push(estimateMean(means));
    estimates["precision 5 %"].push(atPrecision(means, replicate));
    estimates["batch means"].push(longRun(queue, run, seeds + MOST_REPLICATIONS));
  }
  return Object.entries(estimates).map(([method, all]) => coverageOf(queue, method as Method, all));
}

function meanOfRun(queue: StudiedQueue, run: QueueRun, seed: number): number {
  let sum = 0;
  run(queue, seed, queue.customers, (timeInSystem) => {
    sum += timeInSystem;
  });
  return sum / queue.customers;
}

function atPrecision(means: readonly number[], replicate: (count: number) => void): Estimate {
  for (;;) {
    const verdict = precisionReached([means], { relative: PRECISION, least: REPLICATIONS, most: MOST_REPLICATIONS });
    if (verdict.kind !== "more") return estimateMean(means.slice(0, verdict.replications));
    replicate(verdict.needed);
  }
}

/** One run as long as the ten replications together. */
function longRun(queue: StudiedQueue, run: QueueRun, seed: number): Estimate {
  const values: number[] = [];
  run(queue, seed, REPLICATIONS * queue.customers, (timeInSystem) => values.push(timeInSystem));
  return batchMeans(values, BATCHES);
}

function coverageOf(queue: StudiedQueue, method: Method, estimates: readonly Estimate[]): Coverage {
  const truth = trueMean(queue);
  const covering = estimates.filter((estimate) => covers(estimate, truth)).length;
  return {
    queue,
    method,
    covering: estimateProportion(covering, estimates.length),
    width: estimateMean(estimates.map(({ halfWidth }) => halfWidth / truth)),
    size: estimateMean(estimates.map(({ n }) => n)),
  };
}
