import type { ModelEvent, Simulation } from "@crosstalk/engine";
import { type Burst, OPERATION_CLASSES, type OperationClass } from "@crosstalk/hardware";

/** How many operations of a class an account has paid for. */
export interface CountedOperation {
  readonly account: string;
  readonly operation: OperationClass;
  /** Occurrences; of `work`, nanoseconds on the reference host. */
  readonly count: number;
}

/** Counts the operations that a processor executes. */
export interface OperationCounter {
  /** Forgets all that was counted. */
  reset(): void;
  /** What was counted, by account and class. */
  counted(): readonly CountedOperation[];
}

/**
 * Counts the priced operations that a physical processor executes, by account: bursts that are stopped count by the
 * fraction done. It listens and changes nothing. For hosts with one processor.
 *
 * @param processor path of the processor.
 */
export function countOperations(simulation: Simulation, processor: string): OperationCounter {
  const counts = new Map<string, number>();
  let running: { readonly ticket: unknown; readonly burst: Burst } | undefined;
  let software: unknown;
  const add = (burst: Burst, left: number, from: number): void => {
    burst.forEach((segment, index) => {
      const done = index < burst.length - left ? 1 : index === burst.length - left ? Math.max(from, segment.from) : segment.from;
      const share = done - segment.from;
      if (share <= 0) return;
      for (const { account, operations } of segment.parts)
        for (const [name, count] of Object.entries(operations)) {
          const key = `${name} ${account}`;
          counts.set(key, (counts.get(key) ?? 0) + count * share);
        }
    });
  };
  simulation.onDelivery((_, path, event: ModelEvent) => {
    if (path === processor && event.type === "POWER_ON") software = event.software;
    if (path === processor && event.type === "RUN") running = { ticket: event.ticket, burst: event.burst as Burst };
    if (path === software && event.type === "STOPPED" && running !== undefined && event.ticket === running.ticket) {
      add(running.burst, event.left as number, event.from as number);
      running = undefined;
    }
  });
  return {
    reset: () => counts.clear(),
    counted: () =>
      [...counts].map(([key, count]) => {
        const space = key.indexOf(" ");
        return { operation: key.slice(0, space) as OperationClass, account: key.slice(space + 1), count };
      }),
  };
}

/** Whether a name is that of a class of operations. */
export function isOperationClass(name: string): name is OperationClass {
  return (OPERATION_CLASSES as readonly string[]).includes(name);
}
