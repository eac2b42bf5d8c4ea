import type { CacheModel } from "./caches/cache-model.ts";
import type { HostModel } from "./host.ts";
import type { OperationClass, Prices } from "./operations.ts";
import type { Sourced } from "./sourced.ts";

/** Clocks that a host can be built with, lowest and highest, in GHz. */
export const CLOCK_RANGE = [0.1, 10] as const;

/** What waits for a bus or for memory, and takes as long at any clock. */
const bound: ReadonlySet<OperationClass> = new Set(["portIo", "cacheLineTransfer", "pageCopy", "pageClear"]);

const built = new WeakMap<HostModel, Map<number, HostModel>>();

/**
 * The host with processors of another clock: what takes cycles takes as many of them, plain work included. What waits for
 * a bus or for memory takes as long as before: ports, lines from other processors, copying and clearing of pages, the
 * refill of the last cache, the bandwidth, and interrupts on their way. The same clock gives the same host.
 *
 * Simplified: plain work has all its waiting for memory in its footprint, which is priced apart; work that tells no
 * footprint gains by the clock as if it never waited, which is too much for programs that miss their caches.
 *
 * @param model a host whose clock is known.
 * @param clock in GHz, within {@link CLOCK_RANGE}.
 */
export function atClock(model: HostModel, clock: number): HostModel {
  const { name, clock: own } = model;
  if (own === undefined) throw new RangeError(`${name}: clock is ${clock} GHz; allowed is none, for the host's own is not known`);
  const [lowest, highest] = CLOCK_RANGE;
  if (!(clock >= lowest && clock <= highest))
    throw new RangeError(`${name}: clock is ${clock} GHz; allowed is ${lowest} to ${highest} GHz`);
  if (clock === own.value) return model;
  const known = built.get(model) ?? new Map<number, HostModel>();
  built.set(model, known);
  const found = known.get(clock) ?? atOtherClock(model, own, clock);
  known.set(clock, found);
  return found;
}

function atOtherClock(model: HostModel, own: Sourced, clock: number): HostModel {
  const factor = own.value / clock;
  const cycles = (time: Sourced): Sourced => ({
    ...time,
    value: time.value * factor,
    range: [time.range[0] * factor, time.range[1] * factor],
    source: `${time.source}; the cycles of ${own.value} GHz at ${clock} GHz`,
  });
  const prices = Object.entries(model.prices).map(([name, price]) => {
    return [name, bound.has(name as OperationClass) ? price : cycles(price)];
  });
  return {
    ...model,
    clock: { ...own, value: clock, range: [clock, clock], source: `set in place of ${own.value} GHz` },
    prices: Object.fromEntries(prices) as Prices,
    ...(model.caches === undefined ? {} : { caches: cachesBy(model.caches, cycles) }),
  };
}

/** All levels but the last are filled from another cache, which is clocked as the processor is. */
function cachesBy({ levels, translations, ...others }: CacheModel, cycles: (time: Sourced) => Sourced): CacheModel {
  return {
    ...others,
    levels: levels.map((level, index) => (index === levels.length - 1 ? level : { ...level, fill: cycles(level.fill) })),
    translations: { ...translations, walk: cycles(translations.walk) },
  };
}
