import type { Simulation } from "@crosstalk/engine";
import type { CacheModel } from "../caches/cache-model.ts";
import { buildHost, type Host, type HostModel, type HostOptions } from "../host.ts";
import { OPERATION_CLASSES, type OperationClass } from "../operations.ts";
import { recalled } from "../sourced.ts";

/** Prices that are easy to add up in one's head. */
const PRICES: { readonly [Class in OperationClass]?: number } = {
  work: 1,
  systemCall: 100,
  exception: 200,
  cacheLineTransfer: 20,
};

const made = (value: number, unit: string) => recalled(value, unit, "made up", [value, value]);

/** 32 pages in one level of cache without conflicts, 640 ns for each; 16 translations of 10 ns. */
const CACHES: CacheModel = {
  line: made(64, "B"),
  levels: [{ name: "cache", bytes: made(131_072, "B"), ways: made(32, "lines"), fill: made(10, "ns") }],
  translations: { entries: made(16, "entries"), ways: made(16, "entries"), walk: made(10, "ns"), tagged: false },
  bandwidth: made(8, "B/ns"),
};

/** A host of no real kind: round prices, 1 us for an interrupt between processors, 20 ns for a written line. */
export const testHostModel: HostModel = {
  name: "test-host",
  year: 2000,
  about: "round numbers",
  processors: 4,
  pages: 1_000,
  interruptDelivery: recalled(1_000, "ns", "made up"),
  caches: CACHES,
  prices: Object.fromEntries(
    OPERATION_CLASSES.map((name) => [name, recalled(PRICES[name] ?? 0, "ns", "made up")]),
  ) as HostModel["prices"],
};

/** A host for tests, of one processor unless more are asked for. */
export function testHost(simulation: Simulation, options: HostOptions = {}): Host {
  return buildHost(simulation, "host", testHostModel, { processors: 1, ...options });
}
