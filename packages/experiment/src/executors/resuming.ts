import { type RunStore, withoutSeries } from "../stores/run-store.ts";
import type { Executor } from "./executor.ts";

/**
 * Makes only the runs that a store doesn't have, and keeps each in it as soon as it ends. Time series are held no longer
 * then: {@link RunStore.seriesOf} reads them again.
 *
 * @param execute makes runs; isn't asked if there are none to make.
 * @param again whether runs are made also if the store has them.
 */
export function resuming(execute: Executor, store: RunStore, { again = false }: { readonly again?: boolean } = {}): Executor {
  return async (plan, options = {}) => {
    const before = again ? [] : store.finished(plan);
    const found = new Set(before.map(({ index }) => index));
    const runs = plan.runs.filter(({ index }) => !found.has(index));
    if (runs.length === 0) return before;
    const made = await execute(
      { ...plan, runs },
      {
        ...options,
        retain: (outcome) => (store.keep(plan, outcome) ? withoutSeries(outcome) : outcome),
      },
    );
    return [...before, ...made];
  };
}
