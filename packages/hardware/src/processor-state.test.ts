import { type ModelEvent, NEVER } from "@crosstalk/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { totalOf } from "./account.ts";
import type { Segment } from "./machine.ts";
import { pricer } from "./operations.ts";
import { ledgerAt, type ProcessorContext } from "./processor-state.ts";
import { bench, work } from "./testing/bench.ts";
import { testHostModel } from "./testing/test-host.ts";

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
const _interrupt = (...interrupts: readonly string[]) => ({ type: "INTERRUPT", processor: 0, interrupts });
const halt = (timer = NEVER): ModelEvent => ({ type: "HALT", processor: 0, timer });
const spin = (value: number, timer = NEVER, ticket = 1): ModelEvent => ({
  type: "SPIN",
  processor: 0,
  ticket,
  until: { word: "lock", value },
  account: "spin:a",
  timer,
});
const _signal = (value: number, word = "lock"): ModelEvent => ({ type: "SIGNAL", processor: 0, token: { word, value } });

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
    expect(ledgerAt("off", context, pricer(testHostModel.prices), 40)).toEqual({ "off:host": 40 });
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
