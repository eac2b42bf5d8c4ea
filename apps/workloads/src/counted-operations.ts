import type { ModelEvent, Simulation } from "@crosstalk/engine";
import {
  begunAt,
  type GivenBurst,
  givenBurst,
  lengthOf,
  type OperationClass,
  type ProcessorContext,
  type Segment,
  segmentAt,
} from "@crosstalk/hardware";

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

/** What a processor executes. */
interface Running {
  readonly ticket: unknown;
  readonly given: GivenBurst;
}

/** What has been counted, by class and account. */
interface Sums {
  sums: Record<string, number>;
}

/** What a physical processor is at, for a counter that joins a run which is restored in the midst of a burst. */
function underWay(simulation: Simulation, provider: string): Running | undefined {
  const { context } = simulation.snapshot(provider) as { readonly context: Partial<ProcessorContext> };
  return context.execution == null ? undefined : { ticket: context.ticket, given: context.execution.given };
}

/**
 * Counts the operations that a processor executes, physical or virtual, by account: bursts that are stopped count by the
 * fraction done. A virtual one's are those of its guest, before the layer below rewrites them. It listens and changes
 * nothing. Counts are kept in the run's notes, so that those of physical processors are saved with it.
 *
 * @param counts whether an account is to be counted; all are by default.
 * @param name what is counted, for the note: no two counters of a processor share one.
 */
export function countOperations(
  simulation: Simulation,
  { provider, id, software }: CountedProcessor,
  counts: (account: string) => boolean = () => true,
  name = "operations",
): OperationCounter {
  const kept = simulation.notes.keep(`${name} of ${provider}/${id}`, (): Sums => ({ sums: {} }));
  const keys = new Map<string, Partial<Record<string, string>> | null>();
  /** Names of an account's sums, by class; null if it is not to be counted. */
  const keysOf = (account: string): Partial<Record<string, string>> | null => {
    let known = keys.get(account);
    if (known === undefined) {
      known = counts(account) ? {} : null;
      keys.set(account, known);
    }
    return known;
  };
  let running: Running | undefined;
  const addSegment = (sums: Record<string, number>, { parts }: Segment, share: number): void => {
    for (const { account, operations } of parts) {
      const names = keysOf(account);
      if (names === null) continue;
      for (const name in operations) {
        let key = names[name];
        if (key === undefined) {
          key = `${name} ${account}`;
          names[name] = key;
        }
        sums[key] = (sums[key] ?? 0) + (operations[name as OperationClass] as number) * share;
      }
    }
  };
  const add = (given: GivenBurst, left: number, from: number): void => {
    const { sums } = kept();
    for (let each = lengthOf(given); each > 0 && each >= left; each -= 1) {
      const begun = begunAt(given, each);
      const done = each > left ? 1 : Math.max(from, begun);
      if (done > begun) addSegment(sums, segmentAt(given, each) as Segment, done - begun);
    }
  };
  simulation.onDelivery((_, path, event: ModelEvent) => {
    if (path !== provider) return;
    if (event.type === "RUN" && event.processor === id) {
      running = { ticket: event.ticket, given: givenBurst(event as never) };
    } else running ??= underWay(simulation, provider);
  });
  simulation.observe(provider, "STOPPED").subscribe((event) => {
    if (running === undefined || event.ticket !== running.ticket || (software !== undefined && event.to !== software)) return;
    add(running.given, event.left as number, event.from as number);
    running = undefined;
  });
  return {
    reset: () => {
      kept().sums = {};
    },
    counted: () =>
      Object.entries(kept().sums).map(([key, count]) => {
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
