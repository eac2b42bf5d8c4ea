import type { CacheModel } from "./caches/cache-model.ts";
import { type CacheGeometry, cacheGeometry } from "./caches/geometry.ts";
import type { HostModel } from "./host.ts";
import { type Prices, type Pricing, pricer } from "./operations.ts";
import { processorMachine } from "./processor.ts";

/** What all processors of a host model have in common. */
export interface ProcessorParts {
  readonly price: Pricing;
  /** Absent: nothing that software tells of its memory takes time. */
  readonly geometry: CacheGeometry | undefined;
  readonly machine: ReturnType<typeof processorMachine>;
}

/** Stands for the caches of a model that has none. */
const NO_CACHES = {};

const known = new WeakMap<Prices, WeakMap<CacheModel | typeof NO_CACHES, ProcessorParts>>();

/**
 * Prices, caches and statechart of a host model's processors. They follow from the model's tables alone, so that they are
 * made once, however many hosts and runs there are: what has been priced and compiled for one is there for the next.
 */
export function processorParts({ name, prices, caches }: Pick<HostModel, "name" | "prices" | "caches">): ProcessorParts {
  let byCaches = known.get(prices);
  if (byCaches === undefined) {
    byCaches = new WeakMap();
    known.set(prices, byCaches);
  }
  const before = byCaches.get(caches ?? NO_CACHES);
  if (before !== undefined) return before;
  const price = pricer(prices);
  const geometry = caches === undefined ? undefined : cacheGeometry(name, caches);
  const made = { price, geometry, machine: processorMachine(price, geometry) };
  byCaches.set(caches ?? NO_CACHES, made);
  return made;
}
