import type { Coverage, Method, StudiedQueue } from "./study.ts";

/**
 * What is studied. Run lengths were fixed beforehand, both some hundred times as long as the system's memory (relaxation
 * time `1 / (1 - √utilization)²` services: 12 and 380), so that means of runs are not far from normal.
 */
export const studied: readonly StudiedQueue[] = [
  { utilization: 0.5, customers: 2_000 },
  { utilization: 0.9, customers: 50_000 },
];

/**
 * Within what the share of covering 95 % intervals must lie, fixed beforehand. Batch means are allowed less, because
 * batches of one run are never quite independent; the stopping rule because it stops when an interval happens to be
 * narrow.
 */
export const bounds: Readonly<Record<Method, readonly [least: number, most: number]>> = {
  replications: [0.93, 0.97],
  "batch means": [0.92, 0.97],
  "precision 5 %": [0.9, 1],
};

/** Campaigns from which on the share that covers is known well enough (within 1.5 %) to be held against the bounds. */
export const ENOUGH_CAMPAIGNS = 1_000;

/** Whether as many intervals cover as must; fewer than a thousand campaigns can't tell that they don't. */
export function verdictOn({ method, covering: { n, proportion } }: Coverage): "holds" | "fails" | "can't tell" {
  const [least, most] = bounds[method];
  if (proportion >= least && proportion <= most) return "holds";
  return n >= ENOUGH_CAMPAIGNS ? "fails" : "can't tell";
}
