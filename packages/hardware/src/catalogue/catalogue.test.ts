import { describe, expect, test } from "vitest";
import type { CacheModel } from "../caches/cache-model.ts";
import { cacheGeometry } from "../caches/geometry.ts";
import { OPERATION_CLASSES } from "../operations.ts";
import type { Sourced } from "../sourced.ts";
import { currentServer } from "./current-server.ts";
import { dualXeon2003 } from "./dual-xeon-2003.ts";
import { pentium4Model672 } from "./pentium4-672.ts";

describe.each([dualXeon2003, pentium4Model672, currentServer])("the host model $name", (model) => {
  const constants: readonly (readonly [string, Sourced])[] = [
    ...Object.entries(model.prices),
    ["interruptDelivery", model.interruptDelivery],
  ];

  test("says of its caches, translation buffer and way to memory where each number is from, and the sizes divide", () => {
    const { levels, line, translations, bandwidth } = model.caches as CacheModel;
    const numbers = [line, bandwidth, translations.entries, translations.ways, translations.walk];
    for (const level of levels) numbers.push(level.bytes, level.ways, level.fill);
    for (const { value, range, source, unit } of numbers) {
      expect(value).toBeGreaterThanOrEqual(range[0]);
      expect(value).toBeLessThanOrEqual(range[1]);
      expect(source.length).toBeGreaterThan(8);
      expect(["B", "B/ns", "ns", "lines", "entries"]).toContain(unit);
    }
    expect(cacheGeometry(model.name, model.caches as CacheModel).stores.length).toBe(levels.length + 1);
  });

  test("has a price for every class of operations, and no other", () => {
    expect(Object.keys(model.prices).sort()).toEqual([...OPERATION_CLASSES].sort());
  });

  test.each(constants)("says of %s what it is, where it is from, and how far it may be off", (name, constant) => {
    const [low, high] = constant.range;
    expect(low).toBeLessThanOrEqual(constant.value);
    expect(high).toBeGreaterThanOrEqual(constant.value);
    expect(low).toBeGreaterThanOrEqual(0);
    expect(constant.unit).toBe(name === "work" ? "ratio" : "ns");
    expect(constant.source.length).toBeGreaterThan(8);
    expect(["quoted", "recalled"]).toContain(constant.provenance);
  });

  test("has whole numbers of processors and pages", () => {
    expect(model.processors).toBeGreaterThanOrEqual(1);
    expect([model.processors, model.pages, model.year].every(Number.isSafeInteger)).toBe(true);
  });
});

test("the host of 2003 is the one on which plain work is counted", () => {
  expect(dualXeon2003.prices.work.value).toBe(1);
  expect(dualXeon2003).toMatchObject({ processors: 2, pages: 2 * 262_144 });
});

test.each([
  ["systemCall", 242],
  ["portIo", 3_209],
  ["taskPriorityWrite", 150],
  ["callReturn", 11],
  ["exception", 1_093],
  ["arithmeticException", 889],
  ["bulkPageTableWrite", 1],
  ["pageTableClear", 4],
  ["pageTableWrite", 5],
  ["virtualMachineEntry", 2_409],
  ["virtualMachineExit", 1_931],
  ["controlRead", 178],
  ["controlWrite", 171],
] as const)("the Pentium 4 672 takes for %s the %i cycles of the paper at 3.8 GHz", (name, cycles) => {
  const price = pentium4Model672.prices[name];
  expect(price.value * 3.8).toBeCloseTo(cycles, 9);
  expect(price).toMatchObject({ provenance: "quoted", source: expect.stringContaining("Adams & Agesen") });
});

test("hosts of the same family take as many cycles for the same, and as long for what waits for the bus", () => {
  for (const name of ["exception", "virtualMachineExit", "controlRead", "callReturn"] as const) {
    expect(dualXeon2003.prices[name].value * 2.4).toBeCloseTo(pentium4Model672.prices[name].value * 3.8, 9);
  }
  expect(dualXeon2003.prices.portIo).toEqual(pentium4Model672.prices.portIo);
});
