import type { ModelEvent, Simulation } from "@crosstalk/engine";
import type { Burst, OperationClass, ProcessorContext } from "@crosstalk/hardware";

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
  /** Path of the software that takes its answers; absent: there is only one. */
  readonly software?: string;
}

/** A burst that a processor executes. */
interface Running {
  readonly ticket: unknown;
  readonly burst: Burst;
}

/** What a physical processor is at, for a counter that joins a run which is restored in the midst of a burst. */
function underWay(simulation: Simulation, provider: string): Running | undefined {
  const { context } = simulation.snapshot(provider) as { readonly context: Partial<ProcessorContext> };
  return context.execution == null ? undefined : { ticket: context.ticket, burst: context.execution.burst };
}

/**
 * Counts the operations that a processor executes, physical or virtual, by account: bursts that are stopped count by the
 * fraction done. A virtual one's are those of its guest, before the layer below rewrites them. It listens and changes
 * nothing. Counts are kept in the run's notes, so that those of physical processors are saved with it.
 *
 * @param counts whether an account is to be counted; all are by default.
 */
export function countOperations(
  simulation: Simulation,
  { provider, id, software }: CountedProcessor,
  counts: (account: string) => boolean = () => true,
): OperationCounter {
  const note = `operations of ${provider}/${id}`;
  const read = (): Readonly<Record<string, number>> => (simulation.notes.get(note) as Record<string, number> | undefined) ?? {};
  let running: Running | undefined;
  const add = (burst: Burst, left: number, from: number): void => {
    const sums: Record<string, number> = { ...read() };
    burst.forEach((segment, index) => {
      const done = index < burst.length - left ? 1 : index === burst.length - left ? Math.max(from, segment.from) : segment.from;
      const share = done - segment.from;
      if (share <= 0) return;
      for (const { account, operations } of segment.parts) {
        if (!counts(account)) continue;
        for (const [name, count] of Object.entries(operations)) {
          const key = `${name} ${account}`;
          sums[key] = (sums[key] ?? 0) + count * share;
        }
      }
    });
    simulation.notes.set(note, sums);
  };
  simulation.onDelivery((_, path, event: ModelEvent) => {
    if (path !== provider) return;
    if (event.type === "RUN" && event.processor === id) running = { ticket: event.ticket, burst: event.burst as Burst };
    else running ??= underWay(simulation, provider);
  });
  simulation.observe(provider, "STOPPED").subscribe((event) => {
    if (running === undefined || event.ticket !== running.ticket || (software !== undefined && event.to !== software)) return;
    add(running.burst, event.left as number, event.from as number);
    running = undefined;
  });
  return {
    reset: () => simulation.notes.set(note, {}),
    counted: () =>
      Object.entries(read()).map(([key, count]) => {
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
