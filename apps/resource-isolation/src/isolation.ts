import { ENTITLEMENT } from "./resource-world.ts";

/** What became of a victim in one run. */
export interface VictimValues {
  /** Seconds from its beginning to its end. */
  readonly completion: number;
  /** Share of its work that failed, 0 to 1. */
  readonly failed: number;
}

/**
 * Resource isolation of one run beside an antagonist, 0 to 1: the share of the victim's work that did not fail, times
 * how fast it was of what it is entitled to. It is entitled to half of the processor, on which work that computes
 * throughout takes twice as long as alone; what it gets beyond its entitlement is not counted, so that spare time makes up
 * for nothing. A victim that has not ended when the run is over counts as if it had ended then.
 */
export function isolationOf(alone: VictimValues, beside: VictimValues): number {
  const entitled = alone.completion / ENTITLEMENT;
  return (1 - beside.failed) * Math.min(1, entitled / beside.completion);
}
