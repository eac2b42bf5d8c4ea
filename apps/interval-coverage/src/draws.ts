import type { Nanoseconds, RandomStream } from "@crosstalk/engine";
import { meanGap, type Queue, SERVICE } from "./queue.ts";

/** What a run draws, each from a stream of its own, rounded to the nanosecond. The recursion and the statecharts draw alike. */
export interface Draws {
  gap(): Nanoseconds;
  service(): Nanoseconds;
  /**
   * Work that the first customer finds, by the stationary law of what customers find: none with the probability
   * `1 - utilization`, else exponential with the mean `service / (1 - utilization)`.
   */
  workAtStart(): Nanoseconds;
}

/** The draws of a run from its random streams. */
export function drawsOf(queue: Queue, stream: (name: string) => RandomStream): Draws {
  const [gaps, services, start] = [stream("source: gap"), stream("server: service"), stream("server: work at start")];
  return {
    gap: () => Math.round(gaps.exponential(meanGap(queue))),
    service: () => Math.round(services.exponential(SERVICE)),
    workAtStart: () =>
      start.bernoulli(queue.utilization) ? Math.round(start.exponential(SERVICE / (1 - queue.utilization))) : 0,
  };
}
