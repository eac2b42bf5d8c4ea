import { describe, expect, test } from "vitest";
import { own, schedulerBench, work } from "./bench.ts";

const hog = { steps: [{ run: [work(10_000)] }, { again: true } as const] };

describe("a scheduler", () => {
  test("lets entities run one after another, and halts when there is nothing to do", () => {
    const b = schedulerBench({ entities: [{ steps: [{ run: [work(100)] }] }, { steps: [{ run: [work(50)] }] }] });
    b.until(1_000);
    expect(b.notes()).toEqual(["0: booted", "0: 0 woken start", "100: 0 stopped 0", "100: 1 woken start", "150: 1 stopped 0"]);
    expect(b.host.ledger(0)).toEqual({ "user:a": 150, "idle:host": 850 });
    expect(b.simulation.snapshot("scheduler").value).toEqual({ cpu0: "idle" });
  });

  test("takes turns when slices end", () => {
    const b = schedulerBench({ entities: [hog, hog], policy: { slice: 1_000 } });
    b.until(10_500);
    expect(b.policy.calls.slice(-4)).toEqual(["enqueue 0 expired", "pick 1 on 0", "enqueue 1 expired", "pick 0 on 0"]);
    expect(b.policy.charged).toEqual({ 0: 5_000, 1: 5_000 });
    expect([b.chart(0), b.chart(1)]).toEqual(["running", "ready"]);
  });

  test("goes on with the same entity when nobody else waits, and its chart hears nothing of it", () => {
    const b = schedulerBench({ entities: [hog], policy: { slice: 1_000 }, layer: { switching: () => [own(7)] } });
    const told: string[] = [];
    b.simulation.onDelivery((_at, path, { type }) => {
      if (path === "chart0") told.push(type);
    });
    b.until(9_000);
    expect(told).toEqual(["WAKE", "DISPATCH"]);
    expect(b.host.ledger(0)).toMatchObject({ "kernel:own": 7 });
  });

  test("does the work of switching before the entity's, and none if the processor goes back to who ran last", () => {
    const b = schedulerBench({
      entities: [{ steps: [{ run: [work(100)] }, { sleep: 300 }, { run: [work(100)] }] }],
      layer: { switching: (from, to) => [own(from === to ? 1_000_000 : 10)] },
    });
    b.until(1_000);
    expect(b.notes(0)).toEqual(["0: woken start", "110: stopped 0", "410: woken timer", "510: stopped 0"]);
  });

  test("gives an interrupted burst again as it is, with what is left of it, after its own work", () => {
    const burst = [work(100), work(100), work(100)];
    const b = schedulerBench({ entities: [{ steps: [{ run: burst }] }], layer: { interrupt: () => [own(10)] } });
    const given: unknown[] = [];
    b.simulation.onDelivery((_at, path, { type, burst: same, before, left, from }) => {
      if (path === "host/cpu0" && type === "RUN") given.push([same === burst, before, left, from]);
    });
    b.raise("x", 150);
    b.raise("y", 155);
    b.until(1_000);
    expect(given.slice(-3)).toEqual([
      [true, undefined, undefined, undefined],
      [true, [own(10)], 2, 0.5],
      [true, [{ ...own(10), from: 0.5 }, own(10)], 2, 0.5],
    ]);
    expect(b.notes(0)).toEqual(["0: woken start", "320: stopped 0"]);
  });

  test("gives the yielding entity's processor to the next one, and the entity goes behind it", () => {
    const yields = { owner: [{ type: "YIELD", entity: 0 }] };
    const b = schedulerBench({
      entities: [{ steps: [{ run: [work(10)] }, yields, { run: [work(10)] }] }, { steps: [{ run: [work(50)] }] }],
    });
    b.until(1_000);
    expect(b.notes()).toEqual([
      "0: booted",
      "0: 0 woken start",
      "10: 0 stopped 0",
      "10: 1 woken start",
      "60: 1 stopped 0",
      "70: 0 stopped 0",
    ]);
    expect(b.policy.calls).toContain("enqueue 0 yielded");
  });

  test("forgets a yield of an entity that blocks before it has run on", () => {
    const b = schedulerBench({
      entities: [{ steps: [{ owner: [{ type: "YIELD", entity: 0 }] }, { halt: 5_000 }] }, hog],
      policy: { slice: 1_000_000 },
    });
    b.until(3_000);
    expect(b.policy.calls).not.toContain("enqueue 1 yielded");
  });

  test("does not preempt an entity until preemption is allowed as often as it was disallowed", () => {
    const preemption = (allowed: boolean) => ({ owner: [{ type: "PREEMPTION", entity: 0, allowed }] });
    const b = schedulerBench({
      entities: [
        {
          steps: [
            preemption(false),
            preemption(false),
            { run: [work(300)] },
            preemption(true),
            { run: [work(300)] },
            preemption(true),
            { run: [work(300)] },
          ],
        },
        { steps: [{ run: [work(10)] }] },
      ],
      policy: { slice: 100 },
    });
    b.until(5_000);
    expect(b.notes()).toEqual([
      "0: booted",
      "0: 0 woken start",
      "300: 0 stopped 0",
      "600: 0 stopped 0",
      "600: 1 woken start",
      "610: 1 stopped 0",
      "910: 0 stopped 0",
    ]);
  });

  test("fails the run when preemption is allowed that was not disallowed", () => {
    const b = schedulerBench({ entities: [{ steps: [{ owner: [{ type: "PREEMPTION", entity: 0, allowed: true }] }] }] });
    expect(() => b.until(10)).toThrow(/preemption of entity 0 of scheduler is allowed once more.*scheduler at 0 ns/);
  });

  test("preempts a runner after the time that the policy limits it to", () => {
    const b = schedulerBench({ entities: [hog, hog], policy: { limits: { 0: 300 }, slice: 1_000 } });
    b.until(2_600);
    expect(b.policy.charged).toEqual({ 0: 600, 1: 2_000 });
  });

  test("keeps charts right for an entity that is held and released in the instant in which it is put back", () => {
    const b = schedulerBench({ entities: [hog, hog], policy: { slice: 100, shakes: [0, 1] } });
    b.until(1_050);
    expect([b.chart(0), b.chart(1)]).toEqual([b.entity(0).state, b.entity(1).state]);
    const alone = schedulerBench({ entities: [hog], policy: { slice: 100, shakes: [0] } });
    alone.until(1_050);
    expect(alone.chart(0)).toBe("running");
  });
});

describe("own work", () => {
  test("is done before the entity's, and what an interrupt leaves of it afterwards", () => {
    const b = schedulerBench({
      entities: [{ steps: [{ run: [work(100)] }] }],
      layer: { switching: () => [own(40), own(60)], interrupt: () => [own(5)] },
    });
    b.raise("x", 30);
    b.until(30);
    expect(b.processor(0).debt).toEqual([own(40, { from: 0.75 }), own(60), own(5)]);
    expect(b.notes(0)).toEqual(["0: woken start"]);
    b.until(1_000);
    expect(b.notes(0)).toEqual(["0: woken start", "205: stopped 0"]);
    expect(b.host.ledger(0)).toMatchObject({ "kernel:own": 105, "user:a": 100 });
  });

  test("is done on an idle processor, too, before it halts", () => {
    const b = schedulerBench({ entities: [], on: { x: [{ type: "WORK", work: [own(70)] }] } });
    b.raise("x", 30);
    b.until(1_000);
    expect(b.host.ledger(0)).toEqual({ "kernel:own": 70, "idle:host": 930 });
    expect(b.processor(0).times).toEqual({ running: 0, own: 70, idle: 930 - 900, stolen: 0 });
  });

  test("tells the owner of a trap at its end, and not the entity", () => {
    const trap = { cause: "acknowledge", detail: { word: "w" } };
    const b = schedulerBench({
      entities: [{ steps: [{ run: [work(100)] }] }],
      on: { x: [{ type: "WORK", work: [own(10, { trap, masked: true }), own(10)] }] },
    });
    b.raise("x", 50);
    b.until(1_000);
    expect(b.notes()).toEqual([
      "0: booted",
      "0: 0 woken start",
      "50: interrupted x",
      "60: own_trap acknowledge",
      "120: 0 stopped 0",
    ]);
  });

  test("that is masked is not stopped by interrupts", () => {
    const b = schedulerBench({
      entities: [{ steps: [{ run: [work(100)] }] }],
      layer: { switching: () => [own(40, { masked: true }), own(60, { masked: true })] },
    });
    b.raise("x", 30);
    b.until(1_000);
    expect(b.notes()).toEqual(["0: booted", "0: 0 woken start", "100: interrupted x", "200: 0 stopped 0"]);
  });
});

test("an empty burst is done when the entity has the processor and the work of switching to it is done", () => {
  const b = schedulerBench({
    entities: [{ steps: [{ run: [] }, { run: [work(10)] }] }, { steps: [{ run: [work(100)] }] }],
    layer: { switching: () => [own(40)] },
  });
  b.until(1_000);
  expect(b.notes(0)).toEqual(["0: woken start", "40: stopped 0", "50: stopped 0"]);
});
