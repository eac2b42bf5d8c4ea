import { type Nanoseconds, us } from "@crosstalk/engine";

/** An M/M/1 system: Poisson arrivals, exponential service by one server, first come, first served. */
export interface Queue {
  /** Share of time in which the server is busy, above 0, below 1. */
  readonly utilization: number;
}

/** Mean service time: long against the nanosecond to which everything is rounded. */
export const SERVICE: Nanoseconds = us(1_000);

/** Mean time between two arrivals. */
export function meanGap({ utilization }: Queue): number {
  return SERVICE / utilization;
}

/** Mean time in the system, in mean service times, by theory. */
export function trueMean({ utilization }: Queue): number {
  return 1 / (1 - utilization);
}

/**
 * One run: gives each customer's time in the system, in mean service times, in order. The first
 * customer comes at once, and finds what work a customer finds in the long run: the run is stationary from then on.
 */
export type QueueRun = (queue: Queue, seed: number, customers: number, each: (timeInSystem: number) => void) => void;
