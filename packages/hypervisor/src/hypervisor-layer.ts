import { account, frozenSegment, type Operations, rewritingBursts, type Segment } from "@crosstalk/hardware";
import type { Layer, TrapLike } from "@crosstalk/scheduling";
import type { HypervisorCosts } from "./hypervisor-costs.ts";
import type { Activity, Rewriter } from "./rewriting.ts";

/** What a hypervisor's layer is made from. */
export interface HypervisorLayerOptions {
  /** Path of the hypervisor: pays for its work. */
  readonly path: string;
  readonly costs: HypervisorCosts;
  /** Rewriters by name; filled while the world is assembled. */
  readonly rewriters: ReadonlyMap<string, Rewriter>;
  readonly intercepts: (trap: TrapLike) => boolean;
}

/** A stretch of the hypervisor's own work; none if it does nothing. */
export function ownWork(path: string, activity: Activity, operations: Operations): readonly Segment[] {
  if (Object.keys(operations).length === 0) return [];
  const parts = [{ account: account("hypervisor", path, activity), operations: { ...operations } }];
  return [frozenSegment({ parts, from: 0 })];
}

/**
 * The work that a hypervisor's scheduling costs, and what it makes of its guests' work.
 *
 * Simplified: its own work can be interrupted; it does not read the clock page of a hypervisor below it, and passes
 * over periodic alarms that it has missed, as hypervisors that are made for bare hardware do.
 */
export function hypervisorLayer({ path, costs, rewriters, intercepts }: HypervisorLayerOptions): Layer<Segment> {
  const switching = ownWork(path, "scheduling", costs.switching);
  const idling = ownWork(path, "scheduling", costs.idle);
  const interrupt = ownWork(path, "interrupt", costs.interrupt);
  const alarm = ownWork(path, "scheduling", costs.alarm);
  const sendInterrupt = ownWork(path, "interrupt", costs.sendInterrupt);
  return {
    switching: () => switching,
    idling: () => idling,
    interrupt: () => interrupt,
    alarm: () => alarm,
    sendInterrupt: () => sendInterrupt,
    rewrite: rewritingBursts((name, segment) => {
      const rewrite = rewriters.get(name);
      if (rewrite === undefined) throw new Error(`${path} has no rewriting "${name}"`);
      return rewrite(segment);
    }),
    intercepts,
    tickPolicy: "skip",
    ticksWhileIdle: false,
    stealAware: false,
  };
}
