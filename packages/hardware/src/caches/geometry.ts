import type { CacheModel } from "./cache-model.ts";

/** Bytes of a page. */
const PAGE = 4_096;

/** A cache or translation buffer, reduced to what refill depends on. */
export interface Store {
  /** Lines, or translations, that a page has in it. */
  readonly unitsOfPage: number;
  /** Places for a page that do not get in each other's way, each for `ways` pages. */
  readonly colours: number;
  readonly ways: number;
  /** Nanoseconds for one of them to come in. */
  readonly cost: number;
  /** Whether a switch to another address space empties it. */
  readonly emptied: boolean;
}

/** The stores of a processor, in numbers. */
export interface CacheGeometry {
  readonly stores: readonly Store[];
  /** The cache that is filled from memory. */
  readonly last: Store;
  /** Bytes in a line. */
  readonly line: number;
  /** Bytes in a nanosecond that the host's processors get from memory together. */
  readonly bandwidth: number;
  /** Pages after whose use nothing older is left in any store. */
  readonly horizon: number;
}

/**
 * Reduces a model to what refill and sharing of bandwidth depend on. Throws where there is no cache, and where sizes do not divide: a cache's bytes by ways and pages, a
 * buffer's entries by ways.
 */
export function cacheGeometry(name: string, model: CacheModel): CacheGeometry {
  const whole = (field: string, value: number): number => {
    if (!Number.isSafeInteger(value) || value < 1)
      throw new RangeError(`${name}: ${field} is ${value}; allowed is a whole number of at least 1`);
    return value;
  };
  const lines = whole("a page's bytes divided by line", PAGE / model.line.value);
  const caches = model.levels.map(({ name: level, bytes, ways, fill }) => ({
    unitsOfPage: lines,
    colours: whole(`${level}'s bytes divided by ways and page size`, bytes.value / ways.value / PAGE),
    ways: whole(`${level}'s ways`, ways.value),
    cost: fill.value,
    emptied: false,
  }));
  const { entries, ways, walk, tagged } = model.translations;
  const translations = {
    unitsOfPage: 1,
    colours: whole("translations' entries divided by ways", entries.value / ways.value),
    ways: whole("translations' ways", ways.value),
    cost: walk.value,
    emptied: !tagged,
  };
  const stores = [...caches, translations];
  const last = caches[caches.length - 1];
  if (last === undefined) throw new RangeError(`${name}: caches has no levels; allowed is at least 1`);
  return {
    stores,
    last,
    line: model.line.value,
    bandwidth: model.bandwidth.value,
    horizon: 4 * Math.max(...stores.map((store) => store.colours * store.ways)),
  };
}
