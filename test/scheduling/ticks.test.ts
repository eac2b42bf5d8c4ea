import { describe, expect, test } from "vitest";
import { type BenchOptions, own, schedulerBench, work } from "./bench.ts";

const hog = { steps: [{ run: [work(100_000)] }, { again: true } as const] };

describe("the tick", () => {
  test("comes on each processor in its period, with its work", () => {
    const b = schedulerBench({ processors: 2, entities: [hog, hog], policy: { tick: 1_000 }, layer: { alarm: () => [own(10)] } });
    b.until(5_500);
    expect(b.processor(0).ticks).toEqual({ handled: 5, lost: 0 });
    expect(b.policy.ticks.filter((each) => each.startsWith("1/1"))).toHaveLength(5);
    expect(b.host.ledger(0)).toEqual({ "kernel:own": 50, "user:a": 5_450 });
  });

  test("is not late because a masked stretch was: the next comes in phase", () => {
    const masked = { steps: [{ run: [work(1_700, { masked: true })] }, { again: true } as const] };
    const b = schedulerBench({ entities: [masked], policy: { tick: 1_000 } });
    b.until(8_000);
    expect(b.policy.ticks).toEqual(["0/0 at 1700", "0/0 at 3400", "0/0 at 3400", "0/0 at 5100", "0/0 at 5100", "0/0 at 6800"]);
  });

  test.each([
    ["catch-up", ["0/0 at 3500", "0/0 at 3500", "0/0 at 3500", "0/0 at 4000"], { handled: 4, lost: 0 }],
    ["skip", ["0/0 at 3500", "0/0 at 4000"], { handled: 2, lost: 2 }],
    ["stolen-time", ["0/0 at 3500", "0/0 at 4000"], { handled: 2, lost: 2 }],
  ] as const)("that was missed is made good as the policy %s says", (tickPolicy, expected, counts) => {
    const b = schedulerBench({
      entities: [{ steps: [{ run: [work(3_500, { masked: true }), work(10_000)] }] }],
      policy: { tick: 1_000 },
      layer: { tickPolicy },
    });
    b.until(4_100);
    expect(b.policy.ticks).toEqual(expected);
    expect(b.processor(0).ticks).toEqual(counts);
  });

  test("stops while the processor is idle, and goes on in phase", () => {
    const b = schedulerBench({ entities: [{ steps: [{ halt: 4_300 }, { run: [work(1_000)] }] }], policy: { tick: 1_000 } });
    b.until(10_000);
    expect(b.policy.ticks).toEqual(["0/0 at 5000"]);
    expect(b.simulation.deliveries).toBeLessThan(30);
  });

  test("goes on while the processor is idle, where it does so", () => {
    const b = schedulerBench({
      entities: [{ steps: [] }],
      policy: { tick: 1_000 },
      layer: { ticksWhileIdle: true, alarm: () => [own(10)] },
    });
    b.until(5_500);
    expect(b.policy.ticks).toHaveLength(5);
    expect(b.host.ledger(0)).toEqual({ "kernel:own": 50, "idle:host": 5_450 });
  });
});

describe("the policy", () => {
  const settings: readonly (readonly [string, Partial<BenchOptions>])[] = [
    ["as answers come", {}],
    ["when it asks in mid-run, too", { policy: { slice: 700, tick: 333, settles: true } }],
    ["aware of steal, too", { layer: { stealAware: true }, policy: { slice: 700, tick: 333, settles: true } }],
  ];

  test.each(settings)("is charged for each nanosecond once, %s", (_how, more) => {
    const sleeper = { steps: [{ run: [work(450)] }, { sleep: 290 }, { again: true } as const] };
    const b = schedulerBench({
      processors: 2,
      entities: [hog, sleeper, sleeper, hog],
      policy: { slice: 700, tick: 333 },
      ...more,
    });
    b.until(19_950);
    for (const id of [0, 1, 2, 3]) {
      const { times, state, processor } = b.entity(id);
      const unanswered = state === "running" ? b.processor(processor).charged : 0;
      expect([id, b.policy.charged[id]]).toEqual([id, times.running + unanswered]);
    }
  });

  test("is not asked for a choice that nobody needs: a processor that goes on is not rescheduled", () => {
    const b = schedulerBench({ entities: [hog] });
    for (let each = 1; each <= 10; each += 1) b.raise("x", each * 100);
    b.until(2_000);
    expect(b.policy.calls).toEqual(["admit 0", "enqueue 0 new", "pick 0 on 0"]);
  });
});
