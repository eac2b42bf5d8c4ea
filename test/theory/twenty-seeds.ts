import { NEVER, Simulation, us } from "@crosstalk/engine";
import { expect } from "vitest";
import type { Customer, Leave } from "./customer.ts";
import { type Estimate, estimate } from "./estimate.ts";

/** A queueing system as a world of actors, with what theory says of it. */
export interface System {
  /** Adds the actors; returns the paths of those from which customers leave. */
  assemble(simulation: Simulation): readonly string[];
  /** Mean time in the system, in nanoseconds. */
  readonly theory: number;
  /** What a customer adds to each control variate, given the one that left before; zero on average by construction. */
  controls(customer: Customer, before: Customer): readonly number[];
  /** Customers in each batch. */
  readonly batchSize: number;
}

/** Unit of time of the systems: long against the nanosecond to which everything is rounded. */
export const UNIT = us(1_000);

/** Widest interval allowed, relative to the estimate. */
const PRECISION = 0.02;
const FEWEST_BATCHES = 80;
const LOOK_EVERY = 10;
const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);

/** Sums customers up into batches, and estimates from them. The first batch is left out: it starts in an empty system. */
class Batches {
  readonly #system: System;
  readonly #means: number[] = [];
  readonly #controls: number[][] = [];
  #before: Customer | undefined;
  #left = 0;
  #sum = 0;
  #sums: number[] = [];

  constructor(system: System) {
    this.#system = system;
  }

  /** Adds a customer; true if the estimate is precise enough, at every tenth batch from the eightieth on. */
  add(customer: Customer, timeInSystem: number): boolean {
    const { batchSize, controls } = this.#system;
    this.#sum += timeInSystem;
    this.#sums = controls(customer, this.#before ?? customer).map((value, index) => (this.#sums[index] ?? 0) + value);
    this.#before = customer;
    this.#left += 1;
    if (this.#left % batchSize !== 0) return false;
    if (this.#left > batchSize) this.#closeBatch(batchSize);
    this.#sum = 0;
    this.#sums = [];
    return this.#means.length >= FEWEST_BATCHES && this.#means.length % LOOK_EVERY === 0 && this.#preciseEnough();
  }

  get estimate(): Estimate {
    return estimate(this.#means, this.#controls);
  }

  #closeBatch(size: number): void {
    this.#means.push(this.#sum / size);
    for (const [index, value] of this.#sums.entries()) {
      this.#controls[index] ??= [];
      this.#controls[index].push(value / size);
    }
  }

  #preciseEnough(): boolean {
    const { mean, halfWidth } = this.estimate;
    return halfWidth <= PRECISION * mean;
  }
}

/** Runs a system under one seed until the mean time in it is known precisely enough (a sequential stopping rule). */
export function estimateUnder(seed: number, system: System): Estimate & { readonly deliveries: number } {
  const simulation = new Simulation({ seed });
  const batches = new Batches(system);
  for (const path of system.assemble(simulation)) {
    simulation.observe(path, "LEAVE").subscribe((event) => {
      const { customer } = event as unknown as Leave;
      if (batches.add(customer, simulation.now - customer.arrived)) simulation.stop();
    });
  }
  simulation.run(NEVER);
  return { ...batches.estimate, deliveries: simulation.deliveries };
}

/**
 * Fails unless, over twenty fixed seeds, at least 17 of the 95 % confidence intervals cover what theory says, none is
 * wider than 2 % either way, and the mean of all twenty is right within three of its standard errors. (Stopping when an
 * interval is narrow enough costs a little: the recursion of lindley.test.ts, over a thousand seeds, covers 94 of 100 and
 * is 0.1 % low.)
 */
export function expectTheory(system: System): void {
  const estimates = SEEDS.map((seed) => estimateUnder(seed, system));
  const covering = estimates.filter(({ mean, halfWidth }) => Math.abs(mean - system.theory) <= halfWidth).length;
  const widest = Math.max(...estimates.map(({ mean, halfWidth }) => halfWidth / mean));
  const pooled = estimate(estimates.map(({ mean }) => mean));
  const standardErrors = Math.abs(pooled.mean - system.theory) / (pooled.halfWidth / 2.093);
  const told = `${covering} of 20 intervals cover ${system.theory}, widest ${(100 * widest).toFixed(2)} %, pooled mean ${pooled.mean}`;
  expect(covering, told).toBeGreaterThanOrEqual(17);
  expect(widest, told).toBeLessThanOrEqual(PRECISION);
  expect(standardErrors, told).toBeLessThan(3);
}
