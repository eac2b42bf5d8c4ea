import { type ModelEvent, NEVER } from "@crosstalk/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { totalOf } from "./account.ts";
import type { Segment } from "./machine.ts";
import { ledgerAt, type ProcessorContext } from "./processor.ts";
import { type Bench, bench, work } from "./testing/bench.ts";

const CPU = "host/cpu0";
const trap = { cause: "copy-on-write", detail: { pages: 1 } };

const stopped = (left: number, more: object = {}, ticket = 1) => ({
  type: "STOPPED",
  processor: 0,
  ticket,
  left,
  from: 0,
  interrupts: [],
  ...more,
});
const interrupt = (...interrupts: readonly string[]) => ({ type: "INTERRUPT", processor: 0, interrupts });
const halt = (timer = NEVER): ModelEvent => ({ type: "HALT", processor: 0, timer });
const spin = (value: number, timer = NEVER, ticket = 1): ModelEvent => ({
  type: "SPIN",
  processor: 0,
  ticket,
  until: { word: "lock", value },
  account: "spin:a",
  timer,
});
const signal = (value: number, word = "lock"): ModelEvent => ({ type: "SIGNAL", processor: 0, token: { word, value } });

describe("a processor that is off", () => {
  test("boots with a reset interrupt, under the number that its software knows it by", () => {
    const { simulation } = bench({ processors: 2 });
    const { heard } = simulation.snapshot("software").context as { heard: { event: object }[] };
    expect(heard.map(({ event }) => event)).toMatchObject([
      { type: "INTERRUPT", processor: 0, interrupts: ["reset"], stolen: 0 },
      { type: "INTERRUPT", processor: 1, interrupts: ["reset"], stolen: 0 },
    ]);
  });
});

describe("a processor that runs a burst", () => {
  test("answers once, when the burst is done, with the ticket", () => {
    const b = bench();
    b.run([work(60), work(40)], { ticket: 7 });
    b.until(1_000);
    expect(b.heard()).toEqual([[100, stopped(0, {}, 7)]]);
  });

  test("answers an empty burst at once", () => {
    const b = bench();
    b.run([]);
    b.until(1_000);
    expect(b.heard()).toEqual([[0, stopped(0)]]);
  });

  test("stops at an interrupt in mid-burst, telling what is left, and takes the rest up again", () => {
    const b = bench();
    b.run([work(60), work(40)]);
    b.raise("device:disk", 70);
    b.until(70);
    expect(b.heard()).toEqual([[70, stopped(1, { from: 0.25, interrupts: ["device:disk"] })]]);
    b.run([work(40, { from: 0.25 })], { ticket: 2 });
    b.until(1_000);
    expect(b.heard()).toEqual([[100, stopped(0, {}, 2)]]);
  });

  test("keeps interrupts that come while its software decides, each once and in order, and stops the next burst at once", () => {
    const b = bench();
    for (const vector of ["y", "x", "y"]) b.raise(vector, 5);
    b.until(5);
    expect(b.heard()).toEqual([]);
    b.run([work(60), work(40)]);
    b.until(1_000);
    expect(b.heard()).toEqual([[5, stopped(2, { interrupts: ["y", "x"] })]]);
    b.run([work(100)]);
    b.until(2_000);
    expect(b.heard()).toEqual([[1_100, stopped(0)]]);
  });

  test("stops at the timer's deadline, and at once if that has passed", () => {
    const b = bench();
    b.run([work(100)], { timer: 30 });
    b.until(30);
    expect(b.heard()).toEqual([[30, stopped(1, { from: 0.3, interrupts: ["timer"] })]]);
    b.run([work(100, { from: 0.3 })], { timer: 20 });
    b.until(30);
    expect(b.heard()).toEqual([[30, stopped(1, { from: 0.3, interrupts: ["timer"] })]]);
  });

  test("forgets the timer when it stops", () => {
    const b = bench();
    b.run([work(10)], { timer: 50 });
    b.until(10);
    b.run([work(100)]);
    b.until(1_000);
    expect(b.heard()).toEqual([
      [10, stopped(0)],
      [110, stopped(0)],
    ]);
  });

  test("tells of a timer that is due as the burst ends, and answers once", () => {
    const b = bench();
    b.run([work(100)], { timer: 100 });
    b.until(1_000);
    expect(b.heard()).toEqual([[100, stopped(0, { interrupts: ["timer"] })]]);
  });

  test("lets interrupts and the timer wait until masked segments have ended", () => {
    const b = bench();
    b.run([work(10), work(40, { masked: true }), work(40, { masked: true }), work(10)], { timer: 20 });
    b.raise("x", 15);
    b.until(1_000);
    expect(b.heard()).toEqual([[90, stopped(1, { interrupts: ["x", "timer"] })]]);
  });

  test("lets interrupts that pend from before wait until the first segments, which are masked, have ended", () => {
    const b = bench();
    b.raise("x", 5);
    b.until(5);
    b.run([work(40, { masked: true }), work(10)]);
    b.until(1_000);
    expect(b.heard()).toEqual([[45, stopped(1, { interrupts: ["x"] })]]);
  });

  test("never stops without a reason, not where a segment that takes no time lies before a masked one", () => {
    const b = bench();
    b.run([work(10), work(0), work(40, { masked: true }), work(10)], { timer: 10 });
    b.until(1_000);
    expect(b.heard()).toEqual([[50, stopped(1, { interrupts: ["timer"] })]]);
  });

  test("stops where a segment traps, then runs the rest", () => {
    const b = bench();
    b.run([work(30, { trap }), work(70)]);
    b.until(30);
    expect(b.heard()).toEqual([[30, stopped(1, { trap })]]);
    b.run([work(70)], { ticket: 2 });
    b.until(1_000);
    expect(b.heard()).toEqual([[100, stopped(0, {}, 2)]]);
  });

  test("traps at once where the segment that traps takes no time, and at the end of the last", () => {
    const b = bench();
    b.run([work(0, { trap }), work(70)]);
    b.until(0);
    expect(b.heard()).toEqual([[0, stopped(1, { trap })]]);
    b.run([work(70, { trap })]);
    b.until(1_000);
    expect(b.heard()).toEqual([[70, stopped(0, { trap })]]);
  });

  test("tells of an interrupt and of a trap of the same instant in one answer", () => {
    const b = bench();
    b.run([work(30, { masked: true, trap }), work(70)], { timer: 30 });
    b.raise("x", 10);
    b.until(1_000);
    expect(b.heard()).toEqual([[30, stopped(1, { trap, interrupts: ["x", "timer"] })]]);
  });

  test("fails the run at a command that software may give only while it holds the processor", () => {
    for (const event of [signal(1), halt(), spin(1), { type: "IPI", processor: 0, target: 0, vector: "x" }]) {
      const b = bench();
      b.run([work(100)]);
      b.give(CPU, event);
      expect(() => b.until(10)).toThrow(new RegExp(`no transition takes event.*"type":"${event.type}".*host/cpu0 at 0 ns`));
    }
  });
});

describe("a halted processor", () => {
  test("answers nothing until it is interrupted", () => {
    const b = bench();
    b.give(CPU, halt());
    b.raise("x", 500);
    b.until(1_000);
    expect(b.heard()).toEqual([[500, interrupt("x")]]);
  });

  test("returns at once if an interrupt pends", () => {
    const b = bench();
    b.raise("x", 3);
    b.until(3);
    b.give(CPU, halt());
    b.until(3);
    expect(b.heard()).toEqual([[3, interrupt("x")]]);
  });

  test("is woken by its timer, at once if the deadline has passed", () => {
    const b = bench();
    b.give(CPU, halt(40));
    b.until(40);
    b.give(CPU, halt(10));
    b.until(40);
    expect(b.heard()).toEqual([
      [40, interrupt("timer")],
      [40, interrupt("timer")],
    ]);
  });
});

describe("a spinning processor", () => {
  const other = (b: Bench, event: ModelEvent): void => b.give("host/cpu1", event);

  test("burns time until another processor writes the word, and the written line has come", () => {
    const b = bench({ processors: 2 });
    b.give(CPU, spin(1));
    b.until(50);
    other(b, signal(1));
    b.until(1_000);
    expect(b.heard()).toEqual([[70, stopped(0)]]);
    expect(b.host.ledger(0)).toMatchObject({ "spin:a": 70 });
  });

  test("stops as soon as it has seen the line if the token was signalled before, for ever after", () => {
    const b = bench({ processors: 2 });
    other(b, signal(3));
    b.until(10);
    b.give(CPU, spin(2));
    b.until(100);
    b.give(CPU, spin(3, NEVER, 2));
    b.until(1_000);
    expect(b.heard()).toEqual([
      [30, stopped(0)],
      [120, stopped(0, {}, 2)],
    ]);
  });

  test("is left alone by lower values and other words", () => {
    const b = bench({ processors: 2 });
    b.give(CPU, spin(2));
    b.until(0);
    other(b, signal(1));
    other(b, signal(5, "other lock"));
    b.until(1_000);
    expect(b.heard()).toEqual([]);
  });

  test("stops at an interrupt or its timer with the token still awaited, and is not disturbed by the signal afterwards", () => {
    const b = bench({ processors: 2 });
    b.give(CPU, spin(1, 100));
    b.raise("x", 40);
    b.until(40);
    b.give(CPU, spin(1, 100, 2));
    b.until(100);
    expect(b.heard()).toEqual([
      [40, stopped(1, { interrupts: ["x"] })],
      [100, stopped(1, { interrupts: ["timer"] }, 2)],
    ]);
    b.run([work(50)]);
    other(b, signal(1));
    b.until(1_000);
    expect(b.heard()).toEqual([[150, stopped(0)]]);
  });

  test("does not take a late signal for a lower value of the same word for the one that it now awaits", () => {
    const b = bench({ processors: 2 });
    b.give(CPU, spin(1));
    b.until(10);
    other(b, signal(1));
    b.raise("x", 15);
    b.until(15);
    b.give(CPU, spin(2, 200, 2));
    b.until(1_000);
    expect(b.heard()).toEqual([
      [15, stopped(1, { interrupts: ["x"] })],
      [200, stopped(1, { interrupts: ["timer"] }, 2)],
    ]);
  });
});

describe("interrupts between processors", () => {
  test("take their time to another processor, and none to the sender itself", () => {
    const b = bench({ processors: 2 });
    b.give(CPU, { type: "IPI", processor: 0, target: 1, vector: "reschedule" });
    b.give(CPU, { type: "IPI", processor: 0, target: 0, vector: "self" });
    b.give(CPU, halt());
    b.give("host/cpu1", { ...halt(), processor: 1 });
    b.until(5_000);
    expect(b.heard()).toEqual([
      [0, interrupt("self")],
      [1_000, { ...interrupt("reschedule"), processor: 1 }],
    ]);
  });

  test("to a processor that the host does not have fail the run", () => {
    const b = bench({ processors: 2 });
    b.give(CPU, { type: "IPI", processor: 0, target: 2, vector: "x" });
    expect(() => b.until(10)).toThrow(/interrupts processor 2; allowed is 0 to 1.*host\/cpu0/);
  });
});

describe("the ledger of a processor", () => {
  test("adds up to the present instant in every state", () => {
    const b = bench({ processors: 2 });
    const total = (): number => totalOf(b.host.ledger(0));
    b.until(100);
    expect(b.host.ledger(0)).toEqual({ "unanswered:host": 100 });
    b.run([work(30), work(100, {}, "b")]);
    b.until(150);
    expect(b.host.ledger(0)).toEqual({ "unanswered:host": 100, "user:a": 30, "user:b": 20 });
    expect(total()).toBe(150);
    b.until(300);
    b.give(CPU, halt(1_000));
    b.until(700);
    expect(b.host.ledger(0)).toMatchObject({ "unanswered:host": 170, "idle:host": 400 });
    expect(total()).toBe(700);
    b.until(1_000);
    b.give(CPU, spin(1));
    b.until(1_234);
    expect(b.host.ledger(0)).toMatchObject({ "spin:a": 234 });
    expect(total()).toBe(1_234);
  });

  test("counts the time before power is on", () => {
    const { host, simulation } = bench();
    const context = { ...(simulation.snapshot(CPU).context as ProcessorContext), ledger: {}, since: 0 };
    expect(ledgerAt("off", context, () => ({ parts: [], total: 0 }), 40)).toEqual({ "off:host": 40 });
    expect(totalOf(host.ledger(0))).toBe(0);
  });

  test("is read in mid-burst without changing the run", () => {
    const b = bench();
    const snapshot = (): string => JSON.stringify(b.simulation.snapshot(CPU).context);
    b.run([work(30, { trap }), work(30)]);
    b.until(10);
    const before = snapshot();
    expect(b.host.ledger(0)).toEqual({ "user:a": 10 });
    expect(snapshot()).toBe(before);
    b.until(100);
    expect(b.heard()).toEqual([[30, stopped(1, { trap })]]);
  });

  test("is exact to the nanosecond by account however often a burst is interrupted", () => {
    const any = fc.array(fc.record({ time: fc.integer({ min: 0, max: 5_000 }), masked: fc.boolean() }), {
      minLength: 1,
      maxLength: 5,
    });
    const many = fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 25 });
    fc.assert(
      fc.property(any, many, (shapes, raises) => {
        const burst = shapes.map(({ time, masked }, index): Segment => work(time, { masked }, `owner ${index}`));
        const b = bench();
        for (const at of raises) b.raise("x", at);
        let rest: readonly Segment[] = burst;
        b.run(rest);
        for (let stops = 0; rest.length > 0; stops += 1) {
          b.untilHeard();
          const answers = b.heard() as readonly (readonly [number, { left: number; from: number; interrupts: unknown[] }])[];
          expect(answers).toHaveLength(1);
          const [, { left, from, interrupts }] = answers[0] as (typeof answers)[number];
          expect(left === 0 || interrupts.length > 0).toBe(true);
          rest = burst.slice(burst.length - left).map((segment, index) => (index === 0 ? { ...segment, from } : segment));
          if (rest.length > 0) b.run(rest);
          expect(stops).toBeLessThanOrEqual(raises.length);
        }
        const expected = shapes.flatMap(({ time }, index) => (time > 0 ? [[`user:owner ${index}`, time]] : []));
        expect(b.host.ledger(0)).toEqual(Object.fromEntries(expected));
      }),
      { numRuns: 50 },
    );
  });
});
