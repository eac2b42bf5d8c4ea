import type { Simulation } from "@crosstalk/engine";
import type { NamedEvent } from "@crosstalk/guest-os";

const COUNT = "calls that named something";
const keyOf = (number: number): string => `call ${number} that named something`;

/**
 * Keeps what all kernels of a world say of calls that named something, in the run's notes, so that a restored or forked
 * run has it, too. Returns what reads them, in order.
 */
export function keepNamedEvents(simulation: Simulation): () => readonly NamedEvent[] {
  const count = (): number => (simulation.notes.get(COUNT) as number | undefined) ?? 0;
  for (const path of simulation.paths) {
    simulation.observe(path, "NAMED").subscribe((event) => {
      const number = count();
      simulation.notes.set(keyOf(number), event);
      simulation.notes.set(COUNT, number + 1);
    });
  }
  return () => Array.from({ length: count() }, (_, number) => simulation.notes.get(keyOf(number)) as NamedEvent);
}
