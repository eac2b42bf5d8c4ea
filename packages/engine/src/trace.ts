import type { ModelEvent } from "./model-event.ts";
import type { Simulation } from "./simulation.ts";
import type { Nanoseconds } from "./time.ts";

/** One delivery: when, to which actor, what. */
export interface Delivery {
  readonly time: Nanoseconds;
  readonly path: string;
  readonly event: ModelEvent;
}

/** Records deliveries as they come, all of them or those that a filter lets through. */
export function recordTrace(simulation: Simulation, filter: (delivery: Delivery) => boolean = () => true): readonly Delivery[] {
  const trace: Delivery[] = [];
  simulation.onDelivery((time, path, event) => {
    const delivery = { time, path, event };
    if (filter(delivery)) trace.push(delivery);
  });
  return trace;
}
