import type { Simulation } from "@crosstalk/engine";
import { chainOf, type OperationClass } from "@crosstalk/hardware";
import type { Interception, Interceptions, Rewriting } from "@crosstalk/hypervisor";
import { type CountedOperation, countedProcessors, countOperations, type OperationCounter } from "@crosstalk/workloads";

/** An operation of a guest that was handled below, and what each took there. */
export interface HandledOperation extends CountedOperation {
  /** Nanoseconds of plain work on the reference host for each, of crossing and handler together. */
  readonly work: number;
  /** Name of the rewriting whose constants these are. */
  readonly table: string;
}

/** What guests of a run did that was handled below them. */
export interface HandledOperations {
  reset(): void;
  handled(): readonly HandledOperation[];
}

/** Which interceptions hold for an account: programs' where they are told apart from the guest's kernel. */
function interceptionsFor({ ofGuests, ofPrograms = ofGuests }: Rewriting, account: string): Interceptions {
  const kind = chainOf(account)[0]?.kind;
  return kind === "kernel" || kind === "back-end" ? ofGuests : ofPrograms;
}

function workOf(interception: Interception | undefined): number {
  if (interception === undefined || "impossible" in interception) return 0;
  return (interception.handling?.work ?? 0) + (interception.transition?.work ?? 0);
}

/** Listens to what guests with one processor ask of the layer below, before it rewrites it. Changes nothing. */
export function watchHandled(simulation: Simulation): HandledOperations {
  const watched: { readonly counter: OperationCounter; readonly rewriting: Rewriting }[] = [];
  const described = simulation.components() as Readonly<Record<string, { readonly rewriting?: Rewriting }>>;
  for (const processor of countedProcessors(simulation)) {
    const rewriting = described[processor.provider.replace(/\/scheduler$/, "")]?.rewriting;
    if (rewriting !== undefined) watched.push({ counter: countOperations(simulation, processor), rewriting });
  }
  return {
    reset() {
      for (const { counter } of watched) counter.reset();
    },
    handled: () =>
      watched.flatMap(({ counter, rewriting }) =>
        counter.counted().flatMap(({ account, operation, count }): HandledOperation[] => {
          const work = workOf(interceptionsFor(rewriting, account)[operation as OperationClass]);
          return work === 0 ? [] : [{ account, operation, count, work, table: rewriting.name }];
        }),
      ),
  };
}
