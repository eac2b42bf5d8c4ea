import { expect, test } from "vitest";
import { dualXeon2003 } from "../catalogue/dual-xeon-2003.ts";
import { recalled } from "../sourced.ts";
import type { CacheModel } from "./cache-model.ts";
import { cacheGeometry } from "./geometry.ts";

const xeon = dualXeon2003.caches as CacheModel;

test("the 512 KiB of the Xeon's L2 have 16 page colours of 8 ways, and its translations one place for all", () => {
  expect(cacheGeometry("xeon", xeon).stores).toMatchObject([
    { unitsOfPage: 64, colours: 16, ways: 8, emptied: false },
    { unitsOfPage: 1, colours: 1, ways: 64, emptied: true },
  ]);
});

test("sizes that do not divide are refused by name, value and what is allowed", () => {
  const translations = { ...xeon.translations, ways: recalled(48, "entries", "made up") };
  expect(() => cacheGeometry("xeon", { ...xeon, translations })).toThrow(
    "xeon: translations' entries divided by ways is 1.3333333333333333; allowed is a whole number of at least 1",
  );
  expect(() => cacheGeometry("xeon", { ...xeon, levels: [] })).toThrow("xeon: caches has no levels; allowed is at least 1");
});
