import { beforeAll, describe, expect, it, vi } from "vitest";
import { campaign, featureTable } from "./campaign.ts";
import { compare, describeDifference, smallest } from "./compare.ts";
import { FEATURES } from "./feature-list.ts";
import { type CreateActor, tested } from "./runtime.ts";
import { wrongRuntimes } from "./wrong-runtimes.ts";

const SEED = 4;
const CASES = 500;

const FEWEST = CASES / 100;

beforeAll(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

describe("random machines", () => {
  it("run compiled as on XState's interpreter, and have every feature in at least one of a hundred", () => {
    const result = campaign(tested, SEED, CASES);
    expect(result.differences.map(describeDifference)).toEqual([]);
    expect(result.cases).toBe(CASES);
    expect(FEATURES).toEqual(expect.arrayContaining([...result.features.keys()]));
    const rare = FEATURES.filter((feature) => (result.features.get(feature) ?? 0) < FEWEST);
    expect(rare, featureTable(result)).toEqual([]);
  });

  it.each(Object.entries(wrongRuntimes))("find out a runtime that %s", (_what, wrong) => {
    expect(campaign(wrong, SEED, CASES).differences).toHaveLength(1);
  });
});

describe("a difference", () => {
  it("is cut down to the smallest machine that shows it", () => {
    const wrong = wrongRuntimes["runs entry actions backwards"] as CreateActor;
    const [found] = campaign(wrong, SEED, CASES).differences;
    if (found === undefined) throw new Error("no difference was found");
    const small = smallest(found, wrong);
    expect(compare(small.case, wrong)).toBeDefined();
    expect(small.case.steps.length).toBeLessThanOrEqual(1);
    expect(describeDifference(small).length).toBeLessThan(3_000);
  });
});
