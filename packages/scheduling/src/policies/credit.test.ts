import { ms, type Nanoseconds, us } from "@crosstalk/engine";
import { describe, expect, test } from "vitest";
import type { Share } from "../policy.ts";
import { type Harness, type HarnessEntity, harness } from "../testing/policy-harness.ts";
import { creditPolicy, creditXen42, creditXen304 } from "./credit.ts";
import { type CreditParameters, type CreditState, priority } from "./credit-state.ts";

const versions = [
  ["sampled, Xen 3.0.4", creditXen304],
  ["exact, Xen 4.2", creditXen42],
] as const;
const hog = (group = 0): HarnessEntity => ({ behaviour: { kind: "hog" }, group });
const long = ms(300_000);
const shares = (
  parameters: CreditParameters,
  groups: readonly Share[],
  entities: readonly HarnessEntity[],
  processors = 1,
  length: Nanoseconds = long,
): number[] => {
  const bench = harness(creditPolicy, parameters, { processors, entities, groups });
  bench.run(length);
  return entities.map((_, entity) => bench.used(entity) / length);
};

describe.each(versions)("%s", (_, parameters) => {
  test("gives weights 256 and 512 a third and two thirds", () => {
    const [one, two] = shares(parameters, [{ weight: 256 }, { weight: 512 }], [hog(0), hog(1)]);
    expect(one).toBeCloseTo(1 / 3, 2);
    expect(two).toBeCloseTo(2 / 3, 2);
  });

  test("gives weights 256, 512 and 1024 about 1, 2 and 4 parts of 7", () => {
    const parts = shares(parameters, [{ weight: 256 }, { weight: 512 }, { weight: 1024 }], [hog(0), hog(1), hog(2)]);
    for (const [index, part] of [1 / 7, 2 / 7, 4 / 7].entries())
      expect(Math.abs((parts[index] as number) - part)).toBeLessThan(0.015);
  });

  test.each([0.1, 0.25, 0.5, 0.75])("keeps a vCPU with a cap of %f to it, alone or not", (cap) => {
    expect(shares(parameters, [{ weight: 256, cap }], [hog(0)], 1, ms(60_000))[0]).toBeCloseTo(cap, 2);
    const beside = shares(parameters, [{ weight: 256, cap }, { weight: 256 }], [hog(0), hog(1)], 1, ms(60_000))[0];
    expect(beside).toBeCloseTo(Math.min(cap, 0.5), 2);
  });

  test("keeps a domain with two vCPUs to a cap of 1.5 processors", () => {
    const parts = shares(parameters, [{ weight: 256, cap: 1.5 }], [hog(0), hog(0)], 2, ms(60_000));
    expect((parts[0] as number) + (parts[1] as number)).toBeCloseTo(1.5, 2);
  });

  test.each([0.1, 0.25, 0.5, 0.75])("lets a cap of %f be exceeded over any ten seconds by a slice and a grant at most", (cap) => {
    // Credits go from one grant above zero down to a slice below, where they are clipped.
    const bound = ms(30) + cap * ms(30);
    const usage: (readonly [Nanoseconds, Nanoseconds])[] = [[0, 0]];
    const watch = (bench: Harness<unknown>) => {
      for (const { id } of bench.view.processors) bench.view.settle(id);
      usage.push([bench.view.now, bench.used(0)]);
    };
    const groups = [{ weight: 256, cap }, { weight: 256 }];
    harness(creditPolicy, parameters, { processors: 2, entities: [hog(0), hog(1)], groups, watch }).run(ms(40_000));
    let worst = 0;
    let end = 0;
    for (const [at, before] of usage) {
      while (end < usage.length && (usage[end]?.[0] as number) < at + ms(10_000)) end += 1;
      if (end < usage.length) worst = Math.max(worst, (usage[end]?.[1] as number) - before - cap * ms(10_000));
    }
    expect(worst).toBeLessThanOrEqual(bound);
  });

  test("lets nobody owe more than a slice, however long it ran beyond its share", () => {
    const debts: number[] = [];
    let round = -1;
    const watch = (bench: Harness<unknown>) => {
      const state = bench.state() as CreditState;
      if (state.round === round) return;
      round = state.round;
      debts.push(state.credit[0] as number);
    };
    const groups = [{ weight: 64 }, { weight: 1024 }];
    const lazy: HarnessEntity = { behaviour: { kind: "sleeper", runs: ms(50), sleeps: ms(50) }, group: 1 };
    const bench = harness(creditPolicy, parameters, { processors: 1, entities: [hog(0), lazy], groups, watch });
    bench.run(ms(30_000));
    const { perSlice } = bench.state();
    expect(Math.min(...debts)).toBe(-perSlice);
  });

  test("boosts a vCPU that wakes with credits, so that it runs at once", () => {
    const entities: HarnessEntity[] = [
      { behaviour: { kind: "sleeper", runs: us(200), sleeps: us(9_800) }, group: 0 },
      hog(1),
      hog(2),
    ];
    const groups = [{ weight: 256 }, { weight: 256 }, { weight: 256 }];
    const share = (boost: boolean): number => shares({ ...parameters, boost }, groups, entities, 1, ms(30_000))[0] as number;
    expect(share(true)).toBeGreaterThan(0.018);
    expect(share(false)).toBeLessThan(0.01);
  });

  test("doesn't boost a vCPU that is released from its cap", () => {
    const classes = new Set<number | undefined>();
    const watch = (bench: Harness<unknown>) => void classes.add((bench.state() as CreditState).class[0]);
    const groups = [{ weight: 256, cap: 0.2 }, { weight: 256 }];
    harness(creditPolicy, parameters, { processors: 1, entities: [hog(0), hog(1)], groups, watch }).run(ms(10_000));
    expect(classes).toEqual(new Set([priority.under, priority.over]));
  });
});

describe("the weight", () => {
  const groups = [{ weight: 256 }, { weight: 256 }];
  const entities = [hog(0), hog(1), hog(1), hog(1)];

  test("belongs to the domain in 3.0.4: three vCPUs get no more than one", () => {
    expect(shares(creditXen304, groups, entities, 1, ms(60_000))[0]).toBeCloseTo(1 / 2, 2);
  });

  test("belongs to each vCPU since 4.1: three vCPUs get three times as much as one", () => {
    expect(shares(creditXen42, groups, entities, 1, ms(60_000))[0]).toBeCloseTo(1 / 4, 2);
  });
});

describe("a vCPU that sleeps over every tick", () => {
  const groups = [{ weight: 256 }, { weight: 256 }];
  const share = (parameters: CreditParameters, starts: Nanoseconds): number => {
    const dodger: HarnessEntity = {
      behaviour: { kind: "dodger", period: ms(10), phase: ms(5), guard: us(250), starts },
      group: 0,
    };
    const bench = harness(creditPolicy, parameters, { processors: 1, entities: [dodger, hog(1)], groups, random: () => 0.5 });
    bench.run(ms(30_000));
    return bench.used(0) / ms(30_000);
  };

  test("pays nothing where debit is sampled, and takes nearly all", () => {
    expect(share(creditXen304, 0)).toBeCloseTo(0.95, 2);
    expect(share(creditXen304, ms(1_000))).toBeGreaterThan(0.85);
  });

  test("pays what it runs where debit is exact, once it is active", () => {
    expect(share(creditXen42, ms(1_000))).toBeCloseTo(0.5, 1);
  });

  test("is never demoted, even so, if no tick ever made it active", () => {
    expect(share(creditXen42, 0)).toBeGreaterThan(0.85);
  });
});

describe("rate limit", () => {
  const entities: HarnessEntity[] = [{ behaviour: { kind: "sleeper", runs: us(50), sleeps: us(250) }, group: 0 }, hog(1)];
  const turns = (rateLimit: Nanoseconds): Nanoseconds[] => {
    const bench = harness(
      creditPolicy,
      { ...creditXen42, rateLimit },
      { processors: 1, entities, groups: [{ weight: 256 }, { weight: 256 }] },
    );
    bench.run(ms(1_000));
    const changes = bench.picks.filter(([, , entity], index) => entity !== bench.picks[index - 1]?.[2]);
    return changes.slice(1).flatMap(([at], index) => (changes[index]?.[2] === 1 ? [at - (changes[index]?.[0] as number)] : []));
  };

  test("leaves a vCPU its processor for a millisecond, whoever wakes", () => {
    expect(Math.min(...turns(ms(1)))).toBeGreaterThanOrEqual(ms(1));
    expect(Math.min(...turns(0))).toBeLessThanOrEqual(us(250));
  });
});

test("who yields goes behind one of a lower class in 4.2, and only behind its own class in 3.0.4", () => {
  const yielder: HarnessEntity = { behaviour: { kind: "yielder", runs: us(500) }, group: 0 };
  const groups = [{ weight: 1024 }, { weight: 64 }];
  const [old, modern] = versions.map(([, parameters]) => {
    const bench = harness(creditPolicy, parameters, { processors: 1, entities: [yielder, hog(1)], groups });
    bench.run(ms(30_000));
    return bench.used(0) / ms(30_000);
  });
  expect(modern).toBeLessThan(0.1);
  expect(old).toBeGreaterThan(0.3);
});

describe("several processors", () => {
  test.each(versions)("steal waiting work, so that three hogs share two evenly (%s)", (_, parameters) => {
    const groups = [{ weight: 256 }, { weight: 256 }, { weight: 256 }];
    const parts = shares(parameters, groups, [hog(0), hog(1), hog(2)], 2, ms(60_000));
    for (const part of parts) expect(part).toBeCloseTo(2 / 3, 2);
  });

  test.each(versions)("are idle without ticks or accounting when all sleep (%s)", (_, parameters) => {
    const brief: HarnessEntity = { behaviour: { kind: "finite", work: ms(45) } };
    const bench = harness(creditPolicy, parameters, { processors: 2, entities: [brief] });
    bench.run(ms(10_000));
    const { timers, accounting } = bench.state();
    expect({ timers, accounting }).toEqual({ timers: ["idle", "idle"], accounting: false });
  });
});
