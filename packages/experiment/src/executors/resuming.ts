import type { RunStore } from "../stores/run-store.ts";
import type { Executor } from "./executor.ts";

/**
 * Makes only the runs that a store doesn't have, and keeps each in it as soon as it ends.
 *
 * @param execute makes runs; isn't asked if there are none to make.
 * @param again whether runs are made also if the store has them.
 */
export function resuming(execute: Executor, store: RunStore, { again = false }: { readonly again?: boolean } = {}): Executor {
  return async (plan, { onOutcome, ...options } = {}) => {
    const before = again ? [] : store.finished(plan);
    const found = new Set(before.map(({ index }) => index));
    const runs = plan.runs.filter(({ index }) => !found.has(index));
    if (runs.length === 0) return before;
    const made = await execute(
      { ...plan, runs },
      {
        ...options,
        onOutcome(outcome) {
          store.keep(plan, outcome);
          onOutcome?.(outcome);
        },
      },
    );
    return [...before, ...made];
  };
}
