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

/** Where bursts are given to a processor, and where its answers go. */
export interface CountedProcessor {
  /** Path of its provider: of the physical processor, or of the scheduler below. */
  readonly provider: string;
  /** The provider's number for it. */
  readonly id: number;
  /** Path of the software that takes its answers. */
  readonly software: string;
}

/**
 * Counts the operations that a processor executes, physical or virtual, by account: bursts that are stopped count by the
 * fraction done. A virtual one's are those of its guest, before the layer below rewrites them. It listens and changes
 * nothing.
 */
export function countOperations(simulation: Simulation, { provider, id, software }: CountedProcessor): OperationCounter {
  const counts = new Map<string, number>();
  let running: { readonly ticket: unknown; readonly burst: Burst } | undefined;
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
    if (path === provider && event.type === "RUN" && event.processor === id)
      running = { ticket: event.ticket, burst: event.burst as Burst };
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

/** The processors that schedulers of a run have, one for each scheduler: those below them first. */
export function countedProcessors(simulation: Simulation): readonly CountedProcessor[] {
  return simulation.paths
    .filter((path) => path.endsWith("/scheduler"))
    .flatMap((software): CountedProcessor[] => {
      const { context } = simulation.snapshot(software) as {
        readonly context: { readonly processors: readonly { readonly path: string; readonly port: number }[] };
      };
      const first = context.processors[0];
      return first === undefined ? [] : [{ provider: first.path, id: first.port, software }];
    });
}

/** Whether a name is that of a class of operations. */
export function isOperationClass(name: string): name is OperationClass {
  return (OPERATION_CLASSES as readonly string[]).includes(name);
}
