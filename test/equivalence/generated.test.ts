import { generateCodeAfter } from "@crosstalk/engine";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { campaign } from "./campaign.ts";
import { describeDifference } from "./compare.ts";
import { tested } from "./runtime.ts";
import { WAYS, worldDiffers, worlds } from "./world.ts";

/** Other machines than those of the tests in which hardly anything is done often enough for code to be generated. */
const SEED = 5;
const CASES = 250;
const WORLDS = 60;

const before = generateCodeAfter(0);

beforeAll(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

afterAll(() => {
  generateCodeAfter(before);
});

describe("random machines for which all code is generated", () => {
  it("run as on XState's interpreter", () => {
    generateCodeAfter(0);
    expect(campaign(tested, SEED, CASES).differences.map(describeDifference)).toEqual([]);
  });

  it("run as on XState's interpreter while some is generated and some not yet", () => {
    generateCodeAfter(1);
    expect(campaign(tested, SEED + 1, CASES).differences.map(describeDifference)).toEqual([]);
  });

  it("run alike in simulations, restored or not", () => {
    generateCodeAfter(0);
    const drawn = fc.sample(worlds, { seed: SEED, numRuns: WORLDS });
    expect(drawn.filter((world) => WAYS.some((way) => worldDiffers(world, way)))).toEqual([]);
  });
});
