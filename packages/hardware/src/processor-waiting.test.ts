import { type ModelEvent, NEVER } from "@crosstalk/engine";
import { describe, expect, test } from "vitest";
import { type Bench, bench, work } from "./testing/bench.ts";

const CPU = "host/cpu0";
const _trap = { cause: "copy-on-write", detail: { pages: 1 } };

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
