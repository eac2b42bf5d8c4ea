import { ms, us } from "@crosstalk/engine";
import { describe, expect, test } from "vitest";
import { type HarnessEntity, harness } from "../testing/policy-harness.ts";
import { o1Defaults, o1Policy } from "./o1.ts";
import { dynamicLevel, fullSlice, isInteractive, staticLevel } from "./o1-interactivity.ts";
import { loadOf } from "./o1-state.ts";

const hog = (nice = 0): HarnessEntity => ({ behaviour: { kind: "hog" }, share: { weight: 1024, nice } });
const run = (processors: number, entities: readonly HarnessEntity[], length = ms(30_000), parameters = o1Defaults) => {
  const bench = harness(o1Policy, parameters, { processors, entities });
  bench.run(length);
  return bench;
};

describe("slices and levels", () => {
  test("gives slices of 800 ms at nice -20, 100 ms at 0 and 5 ms at 19, in ticks", () => {
    expect([-20, 0, 19].map((nice) => fullSlice(staticLevel(nice), ms(1)))).toEqual([800, 100, 5]);
    expect([-20, 0, 19].map((nice) => fullSlice(staticLevel(nice), ms(4)))).toEqual([200, 25, 1]);
    expect([-20, 0, 19].map((nice) => fullSlice(staticLevel(nice), ms(10)))).toEqual([80, 10, 1]);
  });

  test("moves the level by five either way, within the range", () => {
    expect([0, ms(500), ms(1000)].map((sleep) => dynamicLevel(staticLevel(0), sleep))).toEqual([25, 20, 15]);
    expect(dynamicLevel(staticLevel(-20), ms(1000))).toBe(0);
    expect(dynamicLevel(staticLevel(19), 0)).toBe(39);
  });

  test("counts all but hogs as interactive at nice -20, those that sleep most at 0, none at 19", () => {
    const interactive = (nice: number) =>
      Array.from({ length: 11 }, (_, index) => index - 5).filter((offset) =>
        isInteractive(staticLevel(nice), staticLevel(nice) + offset),
      ).length;
    expect([-20, 0, 10, 19].map(interactive)).toEqual([9, 4, 2, 0]);
  });
});

describe("hogs", () => {
  test.each([
    [0, 10, 2],
    [0, 5, 100 / 75],
    [0, 19, 20],
    [-20, 0, 8],
    [-5, 5, 500 / 75],
  ])("of nice %i and %i get time in proportion to their slices", (one, other, ratio) => {
    const bench = run(1, [hog(one), hog(other)], ms(60_000));
    expect(bench.used(0) / bench.used(1) / ratio).toBeCloseTo(1, 1);
  });

  test("wait for no more than one slice of each other: the expired array has its turn, so none starves", () => {
    const nices = [-20, -10, 0, 5, 10, 19];
    const bench = run(1, nices.map(hog));
    const round = nices.reduce((sum, nice) => sum + fullSlice(staticLevel(nice), ms(1)), 0);
    for (const index of nices.keys()) {
      const turns = bench.picks.filter(([at, , entity]) => entity === index && at > ms(5_000)).map(([at]) => at);
      expect(turns.length).toBeGreaterThan(10);
      for (const [turn, at] of turns.entries())
        if (turn > 0) expect(at - (turns[turn - 1] as number)).toBeLessThanOrEqual(ms(round));
    }
  });
});

test("puts who yields into the expired array, behind all that wait", () => {
  const yielder: HarnessEntity = { behaviour: { kind: "yielder", runs: ms(1) } };
  const bench = run(1, [yielder, hog(), hog()]);
  expect(bench.used(0) / ms(30_000)).toBeLessThan(0.01);
});

describe("interactivity", () => {
  const editor: HarnessEntity = { behaviour: { kind: "sleeper", runs: ms(2), sleeps: ms(18) } };

  test("lets a task that mostly sleeps have all that it wants, beside many hogs", () => {
    const bench = run(1, [editor, ...Array.from({ length: 8 }, () => hog())]);
    expect(bench.used(0) / ms(30_000)).toBeGreaterThan(0.09);
  });

  test("preempts a hog as soon as such a task wakes", () => {
    const bench = run(1, [editor, hog()]);
    const woken = bench.picks.filter(([at, , entity]) => entity === 0 && at > ms(2_000));
    const gaps = woken.slice(1).map(([at], index) => at - (woken[index]?.[0] as number));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(ms(21));
  });

  test("charges only whom the tick finds running: a task that sleeps over the ticks keeps its slice", () => {
    const dodger: HarnessEntity = { behaviour: { kind: "dodger", period: ms(1), phase: us(500), guard: us(50), starts: 0 } };
    const bench = harness(o1Policy, o1Defaults, { processors: 1, entities: [dodger, hog()], random: () => 0.5 });
    bench.run(ms(10_000));
    expect(bench.used(0) / ms(10_000)).toBeGreaterThan(0.85);
    expect(bench.state().slice[0]).toBe(100);
  });
});

describe("families", () => {
  const parent = hog();
  const turns = (entities: readonly HarnessEntity[], length: number) =>
    run(1, entities, length)
      .picks.map(([, , entity]) => entity)
      .filter((entity) => entity >= 0);
  const child = (at: number, more: Partial<HarnessEntity> = {}): HarnessEntity => ({ ...hog(), at, parent: 0, home: 0, ...more });

  test("a child gets half of what is left of its parent's slice, so that forking gains no time", () => {
    const bench = harness(o1Policy, o1Defaults, { processors: 1, entities: [parent, child(ms(20))], random: () => 0.5 });
    bench.run(ms(20));
    expect([bench.state().slice[0], bench.state().slice[1]]).toEqual([40, 40]);
  });

  test("a parent in the last tick of its slice has it ended, and its child has one tick", () => {
    const bench = harness(o1Policy, o1Defaults, {
      processors: 1,
      entities: [parent, child(ms(99)), hog()],
      random: () => 0.5,
    });
    bench.run(ms(99));
    expect([bench.state().fate[0] === "expired" || bench.state().array[0] !== bench.state().queues[0]?.active]).toEqual([true]);
    expect(bench.state().slice[1]).toBe(1);
  });

  test("a child runs before its parent, and both before others that wait", () => {
    expect(turns([parent, child(ms(20)), hog()], ms(110))).toEqual([0, 1, 0, 2]);
  });

  test("several children run in the order in which they were made, then their parent", () => {
    expect(turns([parent, child(ms(20)), child(ms(20))], ms(85))).toEqual([0, 1, 2, 0]);
  });

  test("a child in its parent's memory waits behind its parent", () => {
    expect(turns([parent, child(ms(20), { sharesMemory: true })], ms(50))).toEqual([0]);
  });

  test("a child that exits within its first slice gives the rest back, never more than a whole slice", () => {
    const brief = { behaviour: { kind: "finite", work: ms(5) } } as const;
    const bench = harness(o1Policy, o1Defaults, { processors: 1, entities: [parent, child(ms(20), brief)], random: () => 0.5 });
    bench.run(ms(26));
    expect(bench.state().slice[0]).toBe(40 + 35 - 1);
  });

  test("a child that computes draws the sleep average of its parent down when it exits", () => {
    const sleeper: HarnessEntity = { behaviour: { kind: "sleeper", runs: ms(2), sleeps: ms(98) } };
    const brief = { behaviour: { kind: "finite", work: ms(900) } } as const;
    const sleepOf = (entities: HarnessEntity[]) => run(1, entities, ms(6_000)).state().sleep[0] as number;
    expect(sleepOf([sleeper, child(ms(5_001), brief)])).toBeLessThan(sleepOf([sleeper]));
  });
});

describe("several processors", () => {
  test("spread new tasks", () => {
    const bench = run(
      4,
      Array.from({ length: 8 }, () => ({ ...hog(), home: 0 })),
    );
    for (let entity = 0; entity < 8; entity += 1) expect(bench.used(entity) / ms(30_000)).toBeCloseTo(0.5, 2);
  });

  test("fetch work when they fall idle", () => {
    const brief: HarnessEntity = { behaviour: { kind: "finite", work: ms(50) }, allowed: [1] };
    const bench = run(2, [{ ...hog(), home: 0 }, { ...hog(), home: 0 }, brief, brief]);
    expect(bench.used(0) + bench.used(1)).toBe(2 * ms(30_000) - ms(100));
  });

  test("even out loads that differ by two when they are busy", () => {
    const brief = { behaviour: { kind: "finite", work: ms(300) } } as const;
    const bench = run(2, [brief, hog(), brief, hog(), { ...brief, at: ms(1) }, hog()], ms(10_000));
    expect(bench.state().queues.map(loadOf).sort()).toEqual([1, 2]);
  });

  test("leave three hogs on two processors as they are: one has its own, two share", () => {
    const bench = run(2, [hog(), hog(), hog()]);
    const shares = [0, 1, 2].map((entity) => bench.used(entity) / ms(30_000)).sort();
    expect(shares[0]).toBeCloseTo(0.5, 2);
    expect(shares[2]).toBeCloseTo(1, 2);
  });
});
