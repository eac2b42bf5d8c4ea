import { expect, test } from "vitest";
import { loadWeight, niceWeight, niceWeights } from "./nice.ts";

test("gives nice 0 the weight 1024, and each level about 1.25 times the next one's", () => {
  expect(niceWeights).toHaveLength(40);
  expect(niceWeight(0)).toBe(1024);
  expect(niceWeight(-20)).toBe(88761);
  expect(niceWeight(19)).toBe(15);
  for (let level = -20; level < 19; level += 1) {
    const ratio = niceWeight(level) / niceWeight(level + 1);
    expect(ratio).toBeGreaterThan(1.15);
    expect(ratio).toBeLessThan(1.35);
  }
});

test("counts levels out of range as the nearest one", () => {
  expect(niceWeight(-99)).toBe(88761);
  expect(niceWeight(99)).toBe(15);
});

test("scales a share's weight by its nice level", () => {
  expect(loadWeight({ weight: 1024, nice: 5 })).toBe(335);
  expect(loadWeight({ weight: 2048 })).toBe(2048);
  expect(loadWeight({ weight: 2048, nice: 0 })).toBe(2048);
  expect(loadWeight({ weight: 1, nice: 19 })).toBe(1);
});
