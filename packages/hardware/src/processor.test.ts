import { type ModelEvent, NEVER } from "@crosstalk/engine";
import { describe, expect, test } from "vitest";
import { bench, work } from "./testing/bench.ts";

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
