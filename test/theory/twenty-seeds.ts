import { NEVER, Simulation, us } from "@crosstalk/engine";
import { expect } from "vitest";
import type { Leave } from "./customer.ts";
import { type Estimate, estimate } from "./estimate.ts";

/** A queueing system as a world of actors, with what theory says of it. */
export interface System {
  /** Adds the actors; returns the paths of those from which customers leave. */
  assemble(simulation: Simulation): readonly string[];
  /** Mean time in the system, in nanoseconds. */
  readonly theory: number;
  /** What a customer adds to each control variate; zero on average, by construction of the system. */
  controls(leave: Leave["customer"], before: Leave["customer"]): readonly number[];
  /** Customers in each batch. */
  readonly batchSize: number;
}

/** Unit of time of the systems: long against the nanosecond to which everything is rounded. */
export const UNIT = us(1_000);

const BATCHES = 120;
const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);

/** Runs a system under one seed, and estimates the mean time in it. The first batch is left out: it starts empty. */
export function estimateUnder(seed: number, system: System): Estimate {
  const simulation = new Simulation({ seed });
  const means: number[] = [];
  const controls: number[][] = [];
  let before: Leave["customer"] | undefined;
  let left = 0;
  let sum = 0;
  let sums: number[] = [];
  for (const path of system.assemble(simulation)) {
    simulation.observe(path, "LEAVE").subscribe((event) => {
      const { customer } = event as unknown as Leave;
      sum += simulation.now - customer.arrived;
      sums = system.controls(customer, before ?? customer).map((value, index) => (sums[index] ?? 0) + value);
      before = customer;
      left += 1;
      if (left % system.batchSize !== 0) return;
      if (left > system.batchSize) {
        means.push(sum / system.batchSize);
        for (const [index, value] of sums.entries()) {
          controls[index] ??= [];
          controls[index].push(value / system.batchSize);
        }
        if (means.length === BATCHES) simulation.stop();
      }
      sum = 0;
      sums = [];
    });
  }
  simulation.run(NEVER);
  return estimate(means, controls);
}

/**
 * Fails unless, over twenty fixed seeds, at least 17 of the 95 % confidence intervals cover what theory says, none is
 * wider than 2 % either way, and the mean of all twenty is right within three of its standard errors.
 */
export function expectTheory(system: System): void {
  const estimates = SEEDS.map((seed) => estimateUnder(seed, system));
  const covering = estimates.filter(({ mean, halfWidth }) => Math.abs(mean - system.theory) <= halfWidth).length;
  const widest = Math.max(...estimates.map(({ mean, halfWidth }) => halfWidth / mean));
  const pooled = estimate(estimates.map(({ mean }) => mean));
  const deviation = Math.abs(pooled.mean - system.theory) / (pooled.halfWidth / 2.093);
  const told = `${covering} of 20 intervals cover ${system.theory}, widest ${(100 * widest).toFixed(2)} %, pooled mean ${pooled.mean}`;
  console.log(told);
  expect(covering, told).toBeGreaterThanOrEqual(17);
  expect(widest, told).toBeLessThanOrEqual(0.02);
  expect(deviation, told).toBeLessThan(3);
}
