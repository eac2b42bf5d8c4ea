import { ms, type Nanoseconds, us } from "@crosstalk/engine";
import { describe, expect, test } from "vitest";
import type { Share } from "../policy.ts";
import { type HarnessEntity, type HarnessOptions, harness } from "../testing/policy-harness.ts";
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

describe("shares", () => {
  test.each([[[500, 1000, 2000]], [[200, 1000, 8000]], [[1000, 1000, 1000, 1000, 1000]]])(
    "of %j are what those get that burn a processor for 300 s, to 2 %%",
    (weights) => {
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const measured = parts(
        weights.map((weight) => ({ weight })),
        weights.map((_, group) => hog(group)),
        1,
        ms(300_000),
      );
      closeTo(
        measured,
        weights.map((weight) => weight / total),
      );
    },
  );

  test("count for each vCPU of a VM, and a vCPU can't use more than a processor", () => {
    closeTo(parts([{ weight: 1000 }, { weight: 1000 }], [hog(0), hog(1), hog(1)]), [1 / 3, 1 / 3, 1 / 3]);
    closeTo(parts([{ weight: 9000 }, { weight: 1000 }, { weight: 1000 }], [hog(0), hog(1), hog(2)], 2), [1, 1 / 2, 1 / 2]);
    closeTo(parts([{ weight: 1000 }, { weight: 1000 }, { weight: 1000 }], [hog(0), hog(1), hog(2)], 2), [2 / 3, 2 / 3, 2 / 3]);
  });

  test("count from the instant at which an idle VM begins to run", () => {
    const bench = run(
      [{ weight: 1000 }, { weight: 1000 }, { weight: 2000 }],
      [hog(0), hog(1), { ...hog(2), at: ms(130) }],
      ms(130),
    );
    expect((bench.state() as ProportionalShareState).entitlement).toEqual([0.25, 0.25, 0.5]);
  });
});

describe("a reservation", () => {
  const groups = [{ weight: 500, reservation: 0.5 }, { weight: 2000 }, { weight: 2000 }];

  test("is met under contention, and the rest divided by shares", () => {
    closeTo(parts(groups, [hog(0), hog(1), hog(2)]), [0.5, 0.25, 0.25]);
  });

  test("of a VM that always wants less than it is met at once", () => {
    const bench = run(groups, [sleeper(0, ms(4), ms(6)), hog(1), hog(2)], ms(60_000));
    expect(bench.used(0) / ms(60_000)).toBeCloseTo(0.4, 2);
  });

  test("of a VM is for those of its vCPUs that aren't idle", () => {
    const bench = run(
      [{ weight: 500, reservation: 0.6 }, { weight: 2000 }],
      [hog(0), sleeper(0, ms(1), ms(90_000)), hog(1)],
      ms(60_000),
    );
    expect(bench.used(0) / ms(60_000)).toBeCloseTo(0.6, 2);
  });

  test("doesn't keep a VM from getting more by its shares or for want of others", () => {
    closeTo(parts([{ weight: 3000, reservation: 0.5 }, { weight: 1000 }], [hog(0), hog(1)]), [0.75, 0.25]);
    closeTo(parts([{ weight: 1000, reservation: 0.2 }], [hog(0)]), [1]);
  });

  test("of a VM that is idle, or nearly, is the others' to use, by their shares and reservations", () => {
    const shares = [{ weight: 1000, reservation: 0.8 }, { weight: 1000 }, { weight: 2000, reservation: 0.15 }];
    const ticking = sleeper(0, us(20), ms(10));
    for (const idle of [{ ...hog(0), at: ms(100_000) }, ticking]) {
      const [, one, two] = parts(shares, [idle, hog(1), hog(2)]) as [number, number, number];
      closeTo([one, two], [(one + two) / 3, ((one + two) * 2) / 3]);
      expect(one + two).toBeGreaterThan(0.99);
    }
  });

  test("comes into force within two periods when its VM begins to want it", () => {
    const bench = run(groups, [{ ...hog(0), at: ms(10_000) }, hog(1), hog(2)], ms(10_000));
    bench.run(ms(11_000));
    expect(bench.used(0)).toBeGreaterThan(0.4 * ms(1_000));
  });

  test("is scaled down with the others where all are more than the machine, and nobody waits for ever", () => {
    const shares = [{ weight: 1000, reservation: 0.6 }, { weight: 1000, reservation: 0.9 }, { weight: 1000 }];
    const bench = run(shares, [hog(0), hog(1), hog(2)], ms(1_200_000));
    closeTo(
      [0, 1].map((entity) => bench.used(entity) / ms(1_200_000)),
      [0.4, 0.6],
    );
    expect(bench.used(2)).toBeGreaterThan(ms(50));
  });
});

describe("one that wakes up", () => {
  const equal = [{ weight: 1000 }, { weight: 1000 }, { weight: 1000 }];

  test("after a long sleep gets no more than its share from then on", () => {
    const bench = run(equal, [hog(0), hog(1), { ...sleeper(2, ms(10_000), ms(1)), at: ms(20_000) }], ms(20_000));
    const before = [0, 1, 2].map((entity) => bench.used(entity));
    bench.run(ms(23_000));
    const got = before.map((used, entity) => bench.used(entity) - used);
    for (const time of got) expect(Math.abs(time - ms(1_000))).toBeLessThanOrEqual(ms(100));
  });

  test("with a lower ratio takes the processor at once, and one with a higher ratio waits", () => {
    const bench = run(equal, [hog(0), hog(1), sleeper(2, us(100), ms(20))], ms(10_000));
    const starts = bench.picks.filter(([, , entity]) => entity === 2).map(([at]) => at);
    const waits = starts.slice(1).map((at, index) => at - (starts[index] as number) - us(100) - ms(20));
    expect(waits.filter((wait) => wait > 0).length / waits.length).toBeLessThan(0.05);
  });

  test("takes the processor of the highest ratio", () => {
    const late = { ...hog(2), at: ms(145) };
    const pinned = (group: number, processor: number) => ({ ...hog(group), allowed: [processor] });
    const shares = [{ weight: 1000 }, { weight: 500 }, { weight: 500 }];
    const bench = run(shares, [pinned(0, 0), pinned(1, 1), late], ms(200), { processors: 2 });
    expect(bench.picks.find(([, , entity]) => entity === 2)?.[0]).toBe(ms(145));
  });
});

describe("one that comes late to processors of which one has got further, for lack of balance by affinity,", () => {
  const pinned = (processor: number): HarnessEntity => ({ ...hog(0), allowed: [processor] });
  const gained = (late: HarnessEntity, of: number): Nanoseconds => {
    const entities = [pinned(0), pinned(0), pinned(0), pinned(1), { ...late, at: ms(20_000) }];
    const bench = run([{ weight: 1000 }], entities, ms(20_000), { processors: 2 });
    const before = bench.used(of);
    bench.run(ms(24_000));
    return bench.used(of) - before;
  };

  test("doesn't keep those back that have got further", () => {
    expect(gained(hog(0), 3)).toBeGreaterThan(ms(1_500));
  });

  test("isn't kept back by those that have got further elsewhere", () => {
    expect(gained(pinned(0), 4)).toBeGreaterThan(ms(900));
  });
});

test("a least grant above the quantum is refused", () => {
  const parameters = { ...proportionalShareDefaults, leastGrant: ms(60) };
  expect(() => harness(proportionalSharePolicy, parameters, { processors: 1, entities: [] })).toThrow(
    /leastGrant is 60000000; allowed/,
  );
});
