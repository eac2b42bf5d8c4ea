import { type CacheModel, recalled } from "@crosstalk/hardware";

const made = (value: number, unit: string) => recalled(value, unit, "made up", [value, value]);

/** 32 pages in one level of cache without conflicts, 640 ns for each; 16 translations of 10 ns; 8 bytes a nanosecond. */
export const testCaches: CacheModel = {
  line: made(64, "B"),
  levels: [{ name: "cache", bytes: made(131_072, "B"), ways: made(32, "lines"), fill: made(10, "ns") }],
  translations: { entries: made(16, "entries"), ways: made(16, "entries"), walk: made(10, "ns"), tagged: false },
  bandwidth: made(8, "B/ns"),
};
