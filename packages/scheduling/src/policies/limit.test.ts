import { ms, type Nanoseconds } from "@crosstalk/engine";
import { describe, expect, test } from "vitest";
import type { Share } from "../policy.ts";
import { type Harness, type HarnessEntity, type HarnessOptions, harness } from "../testing/policy-harness.ts";
import { proportionalShareDefaults, proportionalSharePolicy } from "./proportional-share.ts";
import type { ProportionalShareState } from "./proportional-share-state.ts";

const hog = (group = 0): HarnessEntity => ({ behaviour: { kind: "hog" }, group });
const sleeper = (group: number, runs: Nanoseconds, sleeps: Nanoseconds): HarnessEntity => ({
  behaviour: { kind: "sleeper", runs, sleeps },
  group,
});
const run = (
  groups: readonly Share[],
  entities: readonly HarnessEntity[],
  length: Nanoseconds,
  options: Partial<HarnessOptions> = {},
) => {
  const bench = harness(proportionalSharePolicy, proportionalShareDefaults, { processors: 1, entities, groups, ...options });
  bench.run(length);
  return bench;
};
const parts = (
  groups: readonly Share[],
  entities: readonly HarnessEntity[],
  processors = 1,
  length: Nanoseconds = ms(60_000),
): number[] => {
  const bench = run(groups, entities, length, { processors });
  return entities.map((_, entity) => bench.used(entity) / length);
};
const closeTo = (measured: readonly number[], expected: readonly number[], tolerance = 0.02): void => {
  for (const [index, part] of expected.entries())
    expect(Math.abs((measured[index] as number) / part - 1), `${index}: ${measured[index]}, not ${part}`).toBeLessThan(tolerance);
};

describe("a limit", () => {
  const usage = (groups: readonly Share[], entities: readonly HarnessEntity[], processors: number): number => {
    const points: (readonly [Nanoseconds, Nanoseconds])[] = [];
    const mine = entities.flatMap(({ group }, entity) => (group === 0 ? [entity] : []));
    const watch = (bench: Harness<unknown>) => {
      for (const { id } of bench.view.processors) bench.view.settle(id);
      points.push([bench.view.now, mine.reduce((sum, entity) => sum + bench.used(entity), 0)]);
    };
    run(groups, entities, ms(40_000), { processors, watch });
    let worst = -Infinity;
    let end = 0;
    for (const [at, before] of points) {
      while (end < points.length && (points[end]?.[0] as number) <= at + ms(10_000)) end += 1;
      const [last, after] = points[end - 1] as readonly [number, number];
      worst = Math.max(worst, after - before - (groups[0]?.cap as number) * (last - at));
    }
    return worst;
  };

  test.each([0.05, 0.1, 0.25, 0.5, 0.75, 0.9])(
    "of %f is what a VM gets, alone or not, over any ten seconds to a quantum",
    (cap) => {
      const groups = [{ weight: 4000, cap }, { weight: 1000 }];
      closeTo(parts(groups, [hog(0)]), [cap]);
      closeTo(parts(groups, [hog(0), hog(1)]), [Math.min(cap, 0.8), Math.max(1 - cap, 0.2)], 0.03);
      expect(usage(groups, [hog(0), hog(1)], 2)).toBeLessThanOrEqual(ms(50));
      expect(usage(groups, [sleeper(0, ms(300), ms(700)), hog(1), hog(1)], 1)).toBeLessThanOrEqual(ms(50));
      expect(usage(groups, [sleeper(0, ms(12_000 * cap), ms(12_000)), hog(1)], 2), "after a long sleep").toBeLessThanOrEqual(
        ms(50),
      );
    },
  );

  test.each([0.5, 1.5])("of %f holds for all vCPUs of a VM together", (cap) => {
    const groups = [{ weight: 1000, cap }, { weight: 1000 }];
    const [one, two, other] = parts(groups, [hog(0), hog(0), hog(1)], 2) as [number, number, number];
    closeTo([one + two, one / two, other], [Math.min(cap, 4 / 3), 1, Math.min(1, 2 - Math.min(cap, 4 / 3))], 0.03);
    expect(usage(groups, [hog(0), hog(0)], 2)).toBeLessThanOrEqual(ms(50) * Math.max(1, cap));
  });

  test("doesn't hold back a VM that wants less than it", () => {
    const [brief] = parts([{ weight: 1000, cap: 0.2 }, { weight: 1000 }], [sleeper(0, ms(1), ms(9)), hog(1)]);
    expect(brief).toBeCloseTo(0.1, 2);
  });

  test("that is lifted holds nobody any more", () => {
    const groups: Share[] = [{ weight: 1000, cap: 0.1 }];
    const bench = run(groups, [hog(0), hog(0)], ms(10_080), { processors: 2 });
    expect(bench.view.entity(0).state).toBe("held");
    groups[0] = { weight: 1000 };
    bench.run(ms(20_080));
    expect(bench.used(0) + bench.used(1)).toBeGreaterThan(ms(1_000 + 19_700));
  });

  test("lets one that waits beyond it take part again, without credit for the time", () => {
    const bench = run([{ weight: 1000, cap: 0.1 }, { weight: 1000 }], [hog(0), hog(1)], ms(10_000));
    const { buckets } = bench.state() as ProportionalShareState;
    expect((buckets[0]?.left as number) + (buckets[0]?.granted as number)).toBeLessThanOrEqual(ms(50));
  });
});
