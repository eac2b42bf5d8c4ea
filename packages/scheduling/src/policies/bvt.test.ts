import { ms, type Nanoseconds, us } from "@crosstalk/engine";
import { describe, expect, test } from "vitest";
import { type Harness, type HarnessEntity, type HarnessOptions, harness } from "../testing/policy-harness.ts";
import { bvtDefaults, bvtPolicy } from "./bvt.ts";
import type { BvtParameters, BvtState, Warp } from "./bvt-state.ts";

const hog = (weight = 256, group = 0): HarnessEntity => ({ behaviour: { kind: "hog" }, share: { weight }, group });
const sleeper = (runs: Nanoseconds, sleeps: Nanoseconds, weight = 256): HarnessEntity => ({
  behaviour: { kind: "sleeper", runs, sleeps },
  share: { weight },
});
const groups = [{ weight: 256 }, { weight: 256 }];
const run = (entities: readonly HarnessEntity[], length: Nanoseconds, parameters = {}, options: Partial<HarnessOptions> = {}) => {
  const bench = harness(bvtPolicy, { ...bvtDefaults, ...parameters }, { processors: 1, entities, groups, ...options });
  bench.run(length);
  return bench;
};
/** How long each turn of an entity is, from its pick to the next pick of another. */
const turns = ({ picks }: Harness<BvtState>, entity: number): Nanoseconds[] =>
  picks.slice(1).flatMap(([at], index) => (picks[index]?.[2] === entity ? [at - (picks[index]?.[0] as number)] : []));
const rules = ["as in Xen", "intended"] as const;

describe.each(rules)("with run times %s", (runTime) => {
  test.each([[[256, 512, 1024]], [[64, 256, 1024]], [[100, 300]], [[256, 256, 256, 256, 256]]])(
    "weights of %j that burn a processor get what they are entitled to over 300 s, to 2 %%",
    (weights) => {
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const entities = weights.map((weight) => hog(weight));
      const bench = run(entities, ms(300_000), { runTime });
      for (const [entity, weight] of weights.entries()) {
        const entitled = (weight / total) * ms(300_000);
        expect(Math.abs(bench.used(entity) / entitled - 1)).toBeLessThan(0.02);
      }
    },
  );

  test("two that burn a processor differ in virtual time by an allowance and a charge unit of the lightest at most", () => {
    const weights = [64, 256, 1000, 4096];
    let worst = 0;
    const watch = (bench: Harness<unknown>) => {
      const { tree, queued } = bench.state() as BvtState;
      const times = tree.time.filter((_, entity) => queued[entity] === true || bench.view.entity(entity).state === "running");
      worst = Math.max(worst, Math.max(...times) - Math.min(...times));
    };
    const entities = weights.map((weight) => hog(weight));
    run(entities, ms(60_000), { runTime }, { watch });
    const bound = ((ms(5) + us(100)) * 256) / 64;
    expect(worst).toBeLessThanOrEqual(bound);
    expect(worst, "the bound is tight").toBeGreaterThan(0.9 * bound);
  });

  test("one that has slept for long gets no more than its share from then on", () => {
    const bench = run([hog(), sleeper(ms(2_000), ms(10_000))], ms(14_100), { runTime });
    const before = [0, 1].map((entity) => bench.used(entity));
    expect(bench.view.entity(1).state).not.toBe("blocked");
    bench.run(ms(17_100));
    for (const [entity, used] of before.entries())
      expect(Math.abs(bench.used(entity) - used - ms(1_500))).toBeLessThan(ms(1_500) * 0.02 + ms(5.1));
  });

  test("one that comes while another runs alone, ahead of it, takes the processor at once", () => {
    const bench = run([hog(1024), { ...hog(256), at: ms(32) }], ms(60), { runTime });
    expect(bench.picks.find(([, , entity]) => entity === 1)?.[0]).toBe(ms(32));
  });

  test("one that wakes ahead of the runner waits until that one has had its allowance", () => {
    // The light one advances by 2 ms of virtual time in each turn; the heavy one by 0.3 ms in 5 ms.
    const bench = run([hog(4096), sleeper(us(500), ms(1), 64)], ms(2_000), { runTime });
    const lengths = turns(bench, 0).slice(3);
    expect(lengths.length).toBeGreaterThan(50);
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(ms(5));
    expect(Math.max(...lengths)).toBeLessThan(runTime === "intended" ? ms(40) : ms(5.001));
  });
});

test("turns last an allowance, and without competition ten", () => {
  const shared = new Set(turns(run([hog(), hog()], ms(1_000)), 0));
  for (const turn of shared) expect(Math.abs(turn - ms(5))).toBeLessThan(us(1));
  expect(new Set(turns(run([hog()], ms(1_000)), 0))).toEqual(new Set([ms(50)]));
});

test("as intended, the heavy run until they are level with the second, and the allowance", () => {
  const longest = (runTime: BvtParameters["runTime"]) => Math.max(...turns(run([hog(64), hog(1024)], ms(1_000), { runTime }), 1));
  expect(longest("as in Xen")).toBeLessThan(ms(5.001));
  expect(longest("intended")).toBeGreaterThan(ms(60));
});

test("usage is rounded up to the charge unit, once for each turn", () => {
  const bench = run([sleeper(us(20), ms(1)), sleeper(us(120), ms(1), 512)], ms(100));
  const times = [0, 1].map((entity) => (bench.state().tree.time[entity] as number) % us(100));
  expect(times).toEqual([0, 0]);
  const alone = run([sleeper(us(20), us(80))], us(995));
  expect(alone.state().tree.time[0]).toBe(10 * us(100));
});

test("nothing of a weighted charge is lost in rounding to whole virtual nanoseconds", () => {
  const bench = run([sleeper(us(20), us(80), 768)], us(100) * 299.5);
  expect(bench.state().tree.time[0]).toBe(us(100) * 100);
});

test("settling an account more than once in a turn doesn't round it up more than once", () => {
  const watch = (bench: Harness<unknown>) => bench.view.settle(0);
  const noisy = [hog(), sleeper(us(10), us(190), 65_536)];
  const plain = run(noisy, ms(1_000));
  const watched = run(noisy, ms(1_000), {}, { watch });
  expect(watched.picks).toEqual(plain.picks);
  const frequent = { ...sleeper(us(1), us(29)), allowed: [1] };
  const bench = run([{ ...hog(), allowed: [0] }, { ...hog(), allowed: [0] }, frequent], ms(100), {}, { processors: 2, watch });
  expect(bench.state().tree.time[0]).toBeLessThan(ms(53));
});

test("who wakes behind the runner preempts at once", () => {
  const bench = run([hog(), hog(), sleeper(us(100), ms(20))], ms(2_000));
  const starts = bench.picks.filter(([, , entity]) => entity === 2).map(([at]) => at);
  const waits = starts.slice(1).map((at, index) => at - (starts[index] as number) - us(100) - ms(20));
  expect(Math.max(...waits)).toBe(0);
});

describe("a warp", () => {
  const warp: Warp = { value: ms(30), limit: ms(2_000), unwarp: ms(1_000) };
  const lead = (warps: Record<number, Warp>, entities = [hog(256, 0), hog(256, 1)], length = ms(3_000)) => {
    const bench = run(entities, length, { warps });
    return bench.used(0) - bench.used(1);
  };

  test("lets its group run ahead by its value, but earns it nothing in the long run", () => {
    expect(Math.abs(lead({}))).toBeLessThanOrEqual(ms(5.2));
    for (const length of [ms(1_000), ms(10_000)])
      expect(Math.abs(lead({ 0: warp }, undefined, length) - ms(30))).toBeLessThanOrEqual(
        ms(0.02) * (length / ms(1_000)) + ms(5.2),
      );
  });

  test("ends when one runs on beyond its limit, for good if it needs no unwarp", () => {
    expect(Math.abs(lead({ 0: { ...warp, limit: ms(2), unwarp: 0 } }))).toBeLessThan(ms(11));
    const state = run([hog(256, 0), hog(256, 1)], ms(3_000), { warps: { 0: { ...warp, limit: ms(2), unwarp: 0 } } }).state();
    expect(state.unwarped[0]).toBe(true);
  });

  test("begins again after its unwarp requirement", () => {
    const parameters = { warps: { 0: { ...warp, limit: ms(2), unwarp: ms(100) } } };
    const begins: Nanoseconds[] = [];
    let off = false;
    const watch = (bench: Harness<unknown>) => {
      const now = (bench.state() as BvtState).unwarped[0] === true;
      if (off && !now) begins.push(bench.view.now);
      off = now;
    };
    run([hog(256, 0), hog(256, 1)], ms(1_000), parameters, { watch });
    expect(begins.length).toBeGreaterThanOrEqual(8);
    expect(begins[0]).toBe(ms(2) + ms(100));
  });

  test("that no turn is long enough to end goes on", () => {
    const state = run([hog(256, 0), hog(256, 1)], ms(10_000), { warps: { 0: warp } }).state();
    expect(state.unwarped[0]).toBeUndefined();
  });
});

describe("several processors", () => {
  test("get as many entities each when these are new", () => {
    const entities = Array.from({ length: 6 }, () => ({ ...hog(), home: 0 }));
    const bench = run(entities, ms(6_000), {}, { processors: 3 });
    expect(bench.state().population).toEqual([2, 2, 2]);
    for (const entity of [0, 1, 2, 3, 4, 5]) expect(bench.used(entity) / ms(6_000)).toBeCloseTo(0.5, 2);
  });

  test("are never balanced afterwards", () => {
    const brief: HarnessEntity = { behaviour: { kind: "finite", work: ms(10) } };
    const bench = run([hog(), brief, hog(), brief], ms(1_000), {}, { processors: 2 });
    expect(bench.used(0) + bench.used(2)).toBe(ms(1_000));
    expect(bench.longestWaste()).toBeGreaterThan(ms(900));
  });
});
