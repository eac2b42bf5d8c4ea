import { describe, expect, test } from "vitest";
import { OPERATION_CLASSES } from "../operations.ts";
import type { Sourced } from "../sourced.ts";
import { currentServer } from "./current-server.ts";
import { dualXeon2003 } from "./dual-xeon-2003.ts";

describe.each([dualXeon2003, currentServer])("the host model $name", (model) => {
  const constants: readonly (readonly [string, Sourced])[] = [
    ...Object.entries(model.prices),
    ["interruptDelivery", model.interruptDelivery],
  ];

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
