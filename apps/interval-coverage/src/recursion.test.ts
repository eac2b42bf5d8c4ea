import { describe, expect, it } from "vitest";
import { type QueueRun, trueMean } from "./queue.ts";
import { byRecursion } from "./recursion.ts";
import { bySimulation } from "./simulated.ts";

const times = (run: QueueRun, utilization: number, seed: number, customers: number) => {
  const found: number[] = [];
  run({ utilization }, seed, customers, (timeInSystem) => found.push(timeInSystem));
  return found;
};

describe("the recursion", () => {
  it("gives every customer the time in the system that the statecharts give, to the nanosecond", () => {
    for (const utilization of [0.5, 0.9]) {
      for (const seed of [1, 2, 3, 4, 5, 6]) {
        expect(times(byRecursion, utilization, seed, 1_000)).toEqual(times(bySimulation, utilization, seed, 1_000));
      }
    }
  });

  it("starts from the stationary law: the first customer's time in the system is as long as any other's", () => {
    const first = Array.from({ length: 20_000 }, (_, seed) => times(byRecursion, 0.9, seed, 1)[0] as number);
    const mean = first.reduce((sum, value) => sum + value, 0) / first.length;
    const truth = trueMean({ utilization: 0.9 });
    expect(Math.abs(mean - truth)).toBeLessThan((4 * truth) / Math.sqrt(20_000)); // exponential: as wide as its mean
  });
});
