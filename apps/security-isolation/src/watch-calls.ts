import type { Simulation } from "@crosstalk/engine";
import type { NamedEvent } from "@crosstalk/guest-os";

/** Calls of one name by one tenant that the kernel answered alike. */
export interface AnsweredCalls {
  readonly tenant: string;
  readonly call: NamedEvent["call"]["name"];
  /** `ok`, or the error by its name in errno(3). */
  readonly answer: string;
  readonly times: number;
  /** How many times the answers told of an object of another tenant's. */
  readonly told: number;
}

/**
 * Counts calls that name something, by tenant, call and answer, in all kernels of a run, in the run's notes. One call made
 * many times in a row, to fill a table, is told by the kernel once, with what the last came to, and counts once.
 *
 * @param simulation a run whose actors have all been added.
 */
export function watchCalls(simulation: Simulation): () => readonly AnsweredCalls[] {
  const kept = simulation.notes.keep("answered calls", (): Record<string, AnsweredCalls> => ({}));
  for (const path of simulation.paths) {
    simulation.observe(path, "NAMED").subscribe((event) => {
      const { tenant, call, outcome } = event as unknown as NamedEvent;
      const key = `${tenant} ${call.name} ${outcome.result}`;
      const { times, told } = kept()[key] ?? { times: 0, told: 0 };
      const others = outcome.found.filter((each) => each.tenant !== tenant && each.tenant !== "").length;
      kept()[key] = { tenant, call: call.name, answer: outcome.result, times: times + 1, told: told + others };
    });
  }
  return () => Object.values(kept());
}
