import { ms, type Nanoseconds, us } from "@crosstalk/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Share } from "../policy.ts";
import { type HarnessEntity, type HarnessOptions, harness } from "../testing/policy-harness.ts";
import { o1 } from "./o1.ts";
import { roundRobin } from "./round-robin.ts";
import { penaltyOf, tokenBucket } from "./token-bucket.ts";
import { fillRateOf } from "./token-bucket-rate.ts";
import type { TokenBucketParameters, TokenBucketState } from "./token-bucket-state.ts";

const TICK = ms(10);
const over = o1({ hz: 100 });
const hog = (group = 0): HarnessEntity => ({ behaviour: { kind: "hog" }, group });
const sleeper = (group: number, runs: Nanoseconds, sleeps: Nanoseconds): HarnessEntity => ({
  behaviour: { kind: "sleeper", runs, sleeps },
  group,
});
const equal: readonly Share[] = [{ weight: 256 }, { weight: 256 }];

function run(
  parameters: Partial<TokenBucketParameters> | "none",
  entities: readonly HarnessEntity[],
  length = ms(60_000),
  options: Partial<HarnessOptions> = {},
) {
  const { policy, parameters: all } = parameters === "none" ? over : tokenBucket(over, parameters);
  const bench = harness(policy, all as never, { processors: 1, entities, groups: equal, ...options });
  bench.run(length);
  return bench;
}
const parts = (...[parameters, entities, length = ms(60_000), options]: Parameters<typeof run>): number[] => {
  const bench = run(parameters, entities, length, options);
  return entities.map((_, entity) => bench.used(entity) / length);
};

describe("the hard limit", () => {
  test("gives a hog its fill rate, alone or not, and takes the rest from nobody", () => {
    const [alone] = parts({}, [hog()]) as [number];
    expect(alone).toBeCloseTo(0.25, 1);
    const capped: readonly Share[] = [
      { weight: 256, cap: 0.1 },
      { weight: 256, cap: 0.5 },
    ];
    const [one, two] = parts({}, [hog(0), hog(1)], ms(60_000), { groups: capped }) as [number, number];
    expect(one).toBeCloseTo(0.1, 1);
    expect(two).toBeCloseTo(0.5, 1);
  });

  test("is of the group, however many processes it has; without it each has as much as the victim", () => {
    const bombs = Array.from({ length: 9 }, () => hog(1));
    const [limited] = parts({ fill: "weights" }, [hog(0), ...bombs]) as [number];
    const [free] = parts("none", [hog(0), ...bombs]) as [number];
    expect(limited).toBeGreaterThan(0.48);
    expect(free).toBeCloseTo(0.1, 1);
  });

  test("by weights divides a processor, or each of two, as the weights are", () => {
    const weights = [{ weight: 256 }, { weight: 768 }];
    const one = parts({ fill: "weights" }, [hog(0), hog(1)], ms(60_000), { groups: weights });
    expect(one[1]).toBeCloseTo(0.75, 1);
    const two = [hog(0), hog(0), hog(1), hog(1)];
    const [a, b, c, d] = parts({ fill: "weights" }, two, ms(60_000), { groups: weights, processors: 2 }) as number[];
    expect((a as number) + (b as number)).toBeCloseTo(0.5, 1);
    expect((c as number) + (d as number)).toBeCloseTo(1.5, 1);
  });

  test("lets a group that has slept run a bucket's length at once, and then holds it until the least is there", () => {
    const late: HarnessEntity = { ...hog(0), at: ms(5_000) };
    const early = sleeper(0, us(1), ms(4_999));
    const bench = run({}, [early, late], ms(8_000), { random: () => 0.5 });
    const turns = bench.picks.filter(([at, , entity]) => at >= ms(5_000) && entity >= 0).map(([at]) => at);
    // 50 tokens, and those that come meanwhile; then 6 tokens at a time.
    const stops = bench.picks.filter(([at, , entity]) => at > ms(5_000) && entity < 0).map(([at]) => at);
    expect((stops[0] as number) - (turns[0] as number)).toBeGreaterThan(50 * TICK);
    expect((stops[0] as number) - (turns[0] as number)).toBeLessThan(70 * TICK);
    expect((stops[2] as number) - (stops[1] as number)).toBeGreaterThan(20 * TICK);
  });

  test("leaves processes that have exited or been held alone, and keeps its state in plain JSON", () => {
    const brief: HarnessEntity = { behaviour: { kind: "finite", work: ms(700) }, group: 0 };
    const entities = [brief, sleeper(0, ms(30), ms(30)), hog(1), { ...brief, at: ms(400) }];
    const plain = run({ fill: "weights", idle: "weights" }, entities, ms(4_000), { processors: 2 });
    const through = run({ fill: "weights", idle: "weights" }, entities, ms(4_000), { processors: 2, throughJson: true });
    expect(through.picks).toEqual(plain.picks);
    expect(plain.used(0)).toBe(ms(700));
    expect(plain.used(3)).toBe(ms(700));
  });
});

describe("idle time", () => {
  test("lets who is alone have the whole processor, and is nothing to one with a cap", () => {
    expect(parts({ idle: { tokens: 1, ticks: 8 } }, [hog()])[0]).toBeGreaterThan(0.99);
    const groups = [{ weight: 256, cap: 0.25 }];
    expect(parts({ idle: { tokens: 1, ticks: 8 } }, [hog()], ms(60_000), { groups })[0]).toBeCloseTo(0.25, 1);
  });

  test("gives nobody more while others have tokens and want the processor", () => {
    const [one, two] = parts({ fill: "weights", idle: "weights" }, [hog(0), hog(1), hog(1), hog(1)]) as [number, number];
    expect(one).toBeCloseTo(0.5, 1);
    expect(two).toBeLessThan(0.2);
  });

  test("is divided by its own rate", () => {
    const slow = { fill: { tokens: 1, ticks: 10 }, idle: { tokens: 1, ticks: 8 } } as const;
    const [one, two] = parts(slow, [hog(0), hog(1)]) as [number, number];
    expect(one + two).toBeGreaterThan(0.98);
    expect(one / two).toBeCloseTo(1, 1);
  });
});

describe("the soft limit", () => {
  const soft = { hard: false, priority: true } as const;

  test("moves a process from 5 levels better with a full bucket to 15 worse with an empty one", () => {
    expect([50, 25, 0].map((tokens) => penaltyOf(tokens, 50))).toEqual([-5, 0, 15]);
    for (let tokens = 0; tokens <= 50; tokens += 1) expect(Object.is(penaltyOf(tokens, 50), -0)).toBe(false);
  });

  test("bounds nobody: who is alone has it all", () => {
    expect(parts(soft, [hog()])[0]).toBe(1);
  });

  test("cuts the turns of a group without tokens short while others have tokens", () => {
    const groups = [{ weight: 256 }, { weight: 256, cap: 0.05 }];
    const rich = { ...soft, fill: { tokens: 1, ticks: 1 } };
    const [one, two] = parts(rich, [hog(0), hog(1)], ms(60_000), { groups }) as [number, number];
    expect(two).toBeLessThan(0.2);
    expect(two, "but more than its rate").toBeGreaterThan(0.06);
    expect(one + two).toBeCloseTo(1, 6);
  });

  test("is refused over a policy without priorities, naming it", () => {
    expect(() => tokenBucket(roundRobin(), soft)).toThrow(/priority is true, but policy round-robin has no/);
    expect(() => tokenBucket(over, { fill: { tokens: 0, ticks: 4 } })).toThrow(/fill.tokens is 0; allowed is a whole number/);
    expect(() => tokenBucket(over, { least: 60, most: 50 })).toThrow(/least is 60; allowed is at most 50/);
    expect(() => tokenBucket(over, { initial: -1 })).toThrow(/initial is -1; allowed is at least 0/);
  });
});

test("a rate comes to a part of a processor from below", () => {
  expect(fillRateOf(0.25, 50)).toEqual({ tokens: 1, ticks: 4 });
  expect(fillRateOf(0.01, 50)).toEqual({ tokens: 1, ticks: 100 });
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 1, noNaN: true }), (part) => {
      const { tokens, ticks } = fillRateOf(part, 50);
      expect(tokens / ticks).toBeLessThanOrEqual(part + 1e-9);
      expect(tokens / ticks).toBeGreaterThan(part * 0.6);
    }),
    { seed: 20051204 },
  );
});

/** Hogs take turns at ticks only, so that what a group had is what the ticks saw, to one tick. */
test("a group has at most its fill rate, one bucket and one tick in any window of time", () => {
  const scenario = fc.record({
    cap: fc.constantFrom(0.05, 0.1, 0.25, 0.4, 0.5, 0.75),
    mine: fc.integer({ min: 1, max: 4 }),
    others: fc.integer({ min: 0, max: 3 }),
    seed: fc.integer({ min: 1, max: 1_000_000 }),
  });
  fc.assert(
    fc.property(scenario, ({ cap, mine, others, seed }) => {
      const entities = [...Array.from({ length: mine }, () => hog(0)), ...Array.from({ length: others }, () => hog(1))];
      const points: [Nanoseconds, Nanoseconds][] = [];
      const { policy, parameters } = tokenBucket(over, {});
      const bench = harness(policy, parameters as never, {
        processors: 1,
        entities,
        groups: [
          { weight: 256, cap },
          { weight: 256, cap: 1 },
        ],
        seed,
        watch: ({ view, used }) => {
          view.settle(0);
          const mineUsed = entities.reduce((sum, { group }, entity) => (group === 0 ? sum + used(entity) : sum), 0);
          points.push([view.now, mineUsed]);
        },
      });
      bench.run(ms(12_000));
      const { buckets, most } = bench.state() as TokenBucketState;
      const rate = buckets[0]?.[0]?.fill ?? { tokens: 0, ticks: 1 };
      let worst = Number.NEGATIVE_INFINITY;
      let least = Number.POSITIVE_INFINITY;
      for (const [at, had] of points) {
        const ahead = had - (rate.tokens / rate.ticks) * at;
        least = Math.min(least, ahead);
        worst = Math.max(worst, ahead - least);
      }
      // Tokens of an interval come together at its end, so a window may hold those of one more.
      expect(worst).toBeLessThanOrEqual((most + rate.tokens + 1) * TICK);
      const total = (points.at(-1)?.[1] as number) / ms(12_000);
      expect(total, "and not much less").toBeGreaterThan(0.85 * Math.min(cap, mine / (mine + others)));
    }),
    { seed: 20051204, numRuns: 60 },
  );
});
