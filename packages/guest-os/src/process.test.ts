import fc from "fast-check";
import { expect, test } from "vitest";
import { createActor } from "xstate";
import { type ProcessEvent, processMachine } from "./process.ts";

function after(...types: readonly ProcessEvent["type"][]): string {
  const actor = createActor(processMachine).start();
  for (const type of types) {
    if (!actor.getSnapshot().can({ type }) && actor.getSnapshot().value !== "reaped")
      throw new Error(`no ${type} from ${actor.getSnapshot().value}`);
    actor.send({ type });
  }
  return actor.getSnapshot().value;
}

test("a process is made ready, runs, blocks, and is woken", () => {
  expect(after("WAKE")).toBe("ready");
  expect(after("WAKE", "DISPATCH")).toBe("running");
  expect(after("WAKE", "DISPATCH", "PREEMPT")).toBe("ready");
  expect(after("WAKE", "DISPATCH", "BLOCK")).toBe("blocked");
  expect(after("WAKE", "DISPATCH", "BLOCK", "WAKE")).toBe("ready");
});

test("a process that is kept off the processors is stopped until it is released", () => {
  expect(after("WAKE", "HOLD")).toBe("stopped");
  expect(after("WAKE", "DISPATCH", "HOLD", "RELEASE")).toBe("ready");
  expect(after("WAKE", "DISPATCH", "BLOCK", "WAKE", "HOLD", "RELEASE", "DISPATCH")).toBe("running");
});

test("a process that has ended is a zombie until it is reaped, and its slot is then another's", () => {
  expect(after("WAKE", "DISPATCH", "EXIT")).toBe("zombie");
  expect(after("WAKE", "DISPATCH", "EXIT", "REAP")).toBe("unused");
  expect(after("WAKE", "DISPATCH", "EXIT", "REAP", "WAKE")).toBe("ready");
});

test("a process may be reaped before word comes of what it did in the instant of its end", () => {
  const life: ProcessEvent["type"][] = ["WAKE", "DISPATCH", "PREEMPT", "DISPATCH", "BLOCK", "WAKE", "DISPATCH", "EXIT"];
  fc.assert(
    fc.property(fc.integer({ min: 0, max: life.length }), (place) => {
      expect(after(...life.slice(0, place), "REAP", ...life.slice(place))).toBe("unused");
    }),
  );
});
