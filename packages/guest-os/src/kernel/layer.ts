import {
  type AccountKind,
  account,
  addOperations,
  frozenSegment,
  type Operations,
  rewritingBursts,
  type Segment,
} from "@crosstalk/hardware";
import { type Layer, TICK, type TickPolicy } from "@crosstalk/scheduling";
import type { KernelCosts } from "../costs.ts";

/** How a kernel takes interrupts and ticks. */
export interface KernelLayerOptions {
  readonly path: string;
  readonly costs: KernelCosts;
  readonly tickPolicy: TickPolicy;
  /** The tick goes on while a processor is idle; kernels stopped it at different times (2.6.21 on x86, Xen's ports before). */
  readonly ticksWhileIdle: boolean;
  /** The clock page below tells stolen time, and the kernel reads it. */
  readonly stealAware: boolean;
  /** Rewriting of the bursts of entities that are virtual processors, by name: a kernel that hosts machines. */
  readonly rewrite?: (rewriting: string, segment: Segment) => Segment;
  readonly intercepts?: (trap: { readonly cause: string; readonly detail?: unknown }) => boolean;
  /**
   * What it takes to leave a virtual processor's code for the kernel's own, and to go back, when an interrupt comes while a
   * virtual processor runs; absent: nothing beside the interrupt.
   */
  readonly leaving?: Operations;
}

/** The work that a kernel's own scheduling costs: switches, interrupts, ticks. */
export function kernelLayer(options: KernelLayerOptions): Layer<Segment> {
  const { path, costs, tickPolicy, ticksWhileIdle, stealAware, rewrite, intercepts, leaving } = options;
  const work = (activity: string, operations: Operations, masked: boolean, kind: AccountKind = "kernel"): readonly Segment[] => {
    const parts = [{ account: account(kind, path, activity), operations: { ...operations } }];
    return [frozenSegment(masked ? { parts, from: 0, masked } : { parts, from: 0 })];
  };
  const switching = work("scheduling", costs.contextSwitch, true);
  const interrupt = work("interrupt", costs.interrupt, true);
  const tick = work("tick", costs.tick, true);
  const sendInterrupt = work("scheduling", costs.reschedule, false);
  const idle = ticksWhileIdle ? costs.idle : addOperations(costs.idle, costs.stopTick);
  const idling = work("scheduling", idle, false);
  const none: readonly Segment[] = [];
  const left = leaving === undefined ? undefined : work("transition", leaving, true, "hypervisor");
  return {
    switching: () => switching,
    idling: () => (Object.keys(idle).length === 0 ? none : idling),
    interrupt: () => interrupt,
    alarm: (name) => (name === TICK ? tick : none),
    sendInterrupt: () => sendInterrupt,
    reschedule: () => sendInterrupt,
    tickPolicy,
    ticksWhileIdle,
    stealAware,
    leaving: left === undefined ? undefined : () => left,
    rewrite: rewrite === undefined ? undefined : rewritingBursts(rewrite),
    intercepts,
  };
}
