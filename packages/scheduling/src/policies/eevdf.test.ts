import { ms, us } from "@crosstalk/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Behaviour } from "../testing/behaviour.ts";
import { type Harness, type HarnessEntity, type HarnessOptions, harness } from "../testing/policy-harness.ts";
import { eevdfDefaults, eevdfPolicy } from "./eevdf.ts";
import { lagLimit } from "./eevdf-queue.ts";
import { type EevdfState, fairQueue } from "./eevdf-state.ts";

const hog = (weight = 1024, nice?: number): HarnessEntity => ({
  behaviour: { kind: "hog" },
  share: nice === undefined ? { weight } : { weight, nice },
});
const sleeper = (runs: number, sleeps: number): HarnessEntity => ({ behaviour: { kind: "sleeper", runs, sleeps } });
const exact = { ...eevdfDefaults, takesTicks: false, highResolution: true };
const run = (options: HarnessOptions, length: number, parameters = eevdfDefaults) => {
  const bench = harness(eevdfPolicy, parameters, options);
  bench.run(length);
  return bench;
};

describe("shares", () => {
  test.each([eevdfDefaults, exact])("are 2/7, 4/7 and 1/7 for weights 1024, 2048 and 512", (parameters) => {
    const bench = run({ processors: 1, entities: [hog(1024), hog(2048), hog(512)] }, ms(100_000), parameters);
    const shares = [0, 1, 2].map((entity) => bench.used(entity) / ms(100_000));
    for (const [index, share] of [2 / 7, 4 / 7, 1 / 7].entries()) expect(shares[index]).toBeCloseTo(share, 4);
  });

  test("follow the weights of nice levels", () => {
    const bench = run({ processors: 1, entities: [hog(1024, 0), hog(1024, 5), hog(1024, -5)] }, ms(60_000));
    const total = 1024 + 335 + 3121;
    for (const [index, weight] of [1024, 335, 3121].entries())
      expect(bench.used(index) / ms(60_000)).toBeCloseTo(weight / total, 3);
  });

  test("never differ from the ideal by more than a slice and a tick, at any time", () => {
    const weights = [1024, 2048, 512, 3121];
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let worst = 0;
    const watch = (bench: Harness<unknown>) => {
      const { now } = bench.view;
      for (const { id } of bench.view.processors) bench.view.settle(id);
      for (const [index, weight] of weights.entries())
        worst = Math.max(worst, Math.abs(bench.used(index) - (now * weight) / total));
    };
    run({ processors: 1, entities: weights.map((weight) => hog(weight)), watch }, ms(10_000));
    expect(worst).toBeLessThanOrEqual(us(700) + ms(4));
    worst = 0;
    run({ processors: 1, entities: weights.map((weight) => hog(weight)), watch }, ms(10_000), exact);
    expect(worst).toBeLessThanOrEqual(us(700));
  });
});

describe("lags", () => {
  const behaviour: fc.Arbitrary<Behaviour> = fc.oneof(
    fc.constant<Behaviour>({ kind: "hog" }),
    fc.record({
      kind: fc.constant("sleeper" as const),
      runs: fc.integer({ min: us(20), max: ms(20) }),
      sleeps: fc.integer({ min: us(20), max: ms(20) }),
    }),
  );
  const options = fc.record({
    processors: fc.integer({ min: 1, max: 3 }),
    entities: fc.array(fc.record({ behaviour, share: fc.record({ weight: fc.integer({ min: 2, max: 90_000 }) }) }), {
      minLength: 1,
      maxLength: 8,
    }),
    seed: fc.integer({ min: 1, max: 1000 }),
  });

  test("of a queue sum to zero, exactly", () => {
    const watch = (bench: Harness<unknown>) => {
      const state = bench.state() as EevdfState;
      for (const [id, queue] of state.queues.entries()) {
        const members = state.place.flatMap((place, entity) => (place === id ? [entity] : []));
        let load = 0;
        let sum = 0;
        for (const entity of members) {
          load += state.weight[entity] as number;
          sum += (state.weight[entity] as number) * ((state.tree.time[entity] as number) - queue.base);
        }
        if (queue.count !== members.length || queue.load !== load || queue.sum !== sum) throw new Error("lags don't sum to zero");
      }
    };
    fc.assert(
      fc.property(options, (case_) => void run({ ...case_, watch }, ms(300))),
      { seed: 20231030, numRuns: 30, endOnFailure: true },
    );
  });

  test("that are taken along are at most two slices or a tick", () => {
    const watch = (bench: Harness<unknown>) => {
      const state = bench.state() as EevdfState;
      for (const [entity, place] of state.place.entries()) {
        const excess = Math.abs(state.lag[entity] as number) - lagLimit(state, entity);
        if (place < 0 && excess > 0) throw new Error(`lag of entity ${entity} is over its limit by ${excess}`);
      }
    };
    fc.assert(
      fc.property(options, (case_) => void run({ ...case_, watch }, ms(300))),
      { seed: 20231030, numRuns: 15, endOnFailure: true },
    );
  });

  test("of those that owe are forgiven during sleep only with delayed dequeue", () => {
    // It blocks right after its slice, ahead of the mean, and sleeps long enough for the mean to catch up.
    const entities = [sleeper(us(3900), ms(40)), hog(), hog()];
    const debts = (delayDequeue: boolean): number[] => {
      const lags: number[] = [];
      const watch = (bench: Harness<unknown>) => {
        const state = bench.state() as EevdfState;
        if (bench.view.entity(0).state === "ready") lags.push(fairQueue(state, 0).base - (state.tree.time[0] as number));
      };
      run({ processors: 1, entities, watch }, ms(2_000), { ...eevdfDefaults, delayDequeue });
      return lags;
    };
    const least = (lags: readonly number[]): number => Math.min(...lags);
    expect(least(debts(false))).toBeLessThan(least(debts(true)));
  });
});

describe("slices", () => {
  test("grow with the number of processors up to eight", () => {
    const slice = (processors: number): number => harness(eevdfPolicy, eevdfDefaults, { processors, entities: [] }).state().slice;
    expect([1, 2, 4, 8, 64].map(slice)).toEqual([us(700), us(1400), us(2100), us(2800), us(2800)]);
  });

  test("end at ticks, unless their resolution is high", () => {
    const ends = (parameters: typeof exact): number[] => {
      const bench = harness(eevdfPolicy, parameters, { processors: 1, entities: [hog(), hog()], random: () => 0.5 });
      bench.run(ms(1_000));
      return bench.picks.map(([at]) => at).filter((at) => at > ms(10));
    };
    expect(ends(eevdfDefaults).every((at) => at % ms(4) === ms(2))).toBe(true);
    const fine = ends(exact);
    const lengths = fine.slice(1).map((at, index) => at - (fine[index] as number));
    expect(new Set(lengths)).toEqual(new Set([us(700)]));
  });

  test("end at the same instants whether the ticks are taken or reckoned", () => {
    const entities = [hog(), hog(2048), hog(300), { ...hog(), at: ms(700) }];
    const [taken, reckoned] = [true, false].map((takesTicks) =>
      run({ processors: 1, entities, seed: 7 }, ms(5_000), { ...eevdfDefaults, takesTicks }),
    );
    expect(taken?.picks.length).toBeGreaterThan(1_000);
    expect(taken?.picks).toEqual(reckoned?.picks);
  });

  test.each([true, false])("have no end for who is alone, until another comes (ticks taken: %s)", (takesTicks) => {
    const late: HarnessEntity = { ...hog(), at: ms(5_000) };
    const bench = run({ processors: 1, entities: [hog(), late] }, ms(4_999), { ...eevdfDefaults, takesTicks });
    expect(bench.picks.filter(([, , entity]) => entity === 0)).toHaveLength(1);
    bench.run(ms(10_000));
    expect(bench.used(1) / ms(5_000)).toBeCloseTo(0.5, 2);
  });
});

describe("waking up", () => {
  test("waits while the running one is in its slice and not ahead of the mean, and preempts afterwards", () => {
    const entities = [hog(), hog(), { ...sleeper(us(100), ms(9)) }];
    const bench = harness(eevdfPolicy, eevdfDefaults, { processors: 1, entities });
    bench.run(ms(5_000));
    const { picks } = bench;
    const cut = picks.filter(([at, , entity], index) => entity === 2 && at - (picks[index - 1]?.[0] ?? 0) < us(700));
    expect(bench.used(2) / ms(5_000)).toBeGreaterThan(0.008);
    expect(cut.length).toBeLessThan(picks.filter(([, , entity]) => entity === 2).length);
  });

  test("gives a long sleeper no more than two slices and a tick before the others", () => {
    const bench = harness(eevdfPolicy, eevdfDefaults, { processors: 1, entities: [sleeper(ms(50), ms(2_000)), hog()] });
    let now = ms(1_000);
    for (bench.run(now); bench.view.entity(0).state === "blocked"; bench.run(now)) now += us(100);
    const before = bench.used(0);
    bench.run(now + ms(20));
    expect(bench.used(0) - before).toBeGreaterThan(ms(6));
    expect(bench.used(0) - before).toBeLessThanOrEqual(ms(10) + us(1400) + ms(4));
  });
});

test("lets others go first when one yields, but not for ever", () => {
  const yielder: HarnessEntity = { behaviour: { kind: "yielder", runs: us(50) } };
  const bench = run({ processors: 1, entities: [yielder, hog()] }, ms(5_000));
  expect(bench.used(0) / ms(5_000)).toBeGreaterThan(0.01);
  expect(bench.used(0) / ms(5_000)).toBeLessThan(0.5);
});

describe("several processors", () => {
  test("fetch work when they fall idle, and even out loads when they are busy", () => {
    const brief: HarnessEntity = { behaviour: { kind: "finite", work: ms(50) } };
    const bench = run({ processors: 2, entities: [hog(), hog(), hog(), hog(), brief, brief, brief] }, ms(10_000));
    expect(bench.state().queues.map(({ count }) => count)).toEqual([2, 2]);
    expect(bench.longestWaste()).toBe(0);
  });
});
