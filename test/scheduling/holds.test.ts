import { describe, expect, test } from "vitest";
import { schedulerBench, work } from "./bench.ts";
import type { OwnerStep } from "./software.ts";

const hog = { steps: [{ run: [work(100_000)] }, { again: true } as const] };
const hold = (entity: number, why: string): OwnerStep => ({ type: "HOLD", entity, why });
const release = (entity: number, why: string): OwnerStep => ({ type: "RELEASE", entity, why });

describe("holding an entity", () => {
  test("keeps it off the processor until every reason has been released", () => {
    const b = schedulerBench({
      entities: [hog],
      on: { a: [hold(0, "park"), hold(0, "quota"), hold(0, "park")], b: [release(0, "park")], c: [release(0, "quota")] },
    });
    b.raise("a", 100);
    b.raise("b", 200);
    b.raise("c", 300);
    b.until(250);
    expect([b.entity(0).state, b.chart(0), b.processor(0).running]).toEqual(["held", "stopped", null]);
    b.until(1_000);
    expect([b.entity(0).state, b.chart(0)]).toEqual(["running", "running"]);
    expect(b.host.ledger(0)).toEqual({ "user:a": 800, "idle:host": 200 });
    expect(b.policy.calls.slice(-3)).toEqual(["leave 0 held", "enqueue 0 released", "pick 0 on 0"]);
    expect(b.entity(0).times.held).toBe(200);
  });

  test("that runs on another processor stops it there by an interrupt", () => {
    const b = schedulerBench({
      processors: 2,
      entities: [
        { steps: [{ run: [work(5_000)] }, { owner: [hold(1, "park")] }, { run: [work(9_000)] }], affinity: [0] },
        { ...hog, affinity: [1] },
      ],
    });
    b.until(14_000);
    expect(b.host.ledger(1)).toMatchObject({ "user:a": 6_000 });
    expect(b.chart(1)).toBe("stopped");
  });

  test("that is ready takes it from the queue, and releasing puts it back", () => {
    const b = schedulerBench({
      entities: [hog, hog],
      on: { a: [hold(1, "park")], b: [release(1, "park")] },
      policy: { slice: 1_000 },
    });
    b.raise("a", 100);
    b.raise("b", 5_500);
    b.until(5_400);
    expect(b.policy.charged).toEqual({ 0: 5_000 });
    b.until(9_900);
    expect(b.policy.charged[1]).toBeGreaterThan(1_000);
  });

  test("that is blocked shows when it wakes, and its timer has not been lost when it is released", () => {
    const b = schedulerBench({
      entities: [{ steps: [{ halt: 1_000 }, { run: [work(10)] }] }],
      on: { a: [hold(0, "park")], b: [release(0, "park")] },
    });
    b.raise("a", 500);
    b.raise("b", 3_000);
    b.until(2_000);
    expect([b.entity(0).state, b.chart(0)]).toEqual(["held", "stopped"]);
    b.until(4_000);
    expect(b.notes(0)).toEqual(["0: woken start", "3000: woken timer", "3010: stopped 0"]);
  });

  test("that owes a command waits for the command", () => {
    const b = schedulerBench({
      entities: [{ steps: [{ owner: [hold(0, "park")] }, { run: [work(10)] }] }],
      on: { b: [release(0, "park")] },
    });
    b.raise("b", 500);
    b.until(400);
    expect([b.entity(0).state, b.entity(0).work?.type]).toEqual(["held", "RUN"]);
    b.until(1_000);
    expect(b.notes(0)).toEqual(["0: woken start", "510: stopped 0"]);
  });

  test("that owes a command and halts then is blocked, and held when it wakes", () => {
    const b = schedulerBench({
      entities: [{ steps: [{ owner: [hold(0, "park")] }, { halt: 700 }] }],
      on: { b: [release(0, "park")] },
    });
    b.raise("b", 1_000);
    b.until(600);
    expect(b.entity(0).state).toBe("blocked");
    b.until(900);
    expect(b.entity(0).state).toBe("held");
    b.until(2_000);
    expect(b.notes(0)).toEqual(["0: woken start", "1000: woken timer"]);
  });

  test("by the policy as it picks makes it pick again", () => {
    const b = schedulerBench({ entities: [hog, hog], policy: { holds: { 0: 3_000 }, slice: 1_000 } });
    b.until(2_500);
    expect(b.policy.calls.slice(0, 8)).toEqual([
      "admit 0",
      "enqueue 0 new",
      "admit 1",
      "enqueue 1 new",
      "pick 0 on 0",
      "leave 0 held",
      "pick 1 on 0",
      "enqueue 1 expired",
    ]);
    expect([b.chart(0), b.chart(1)]).toEqual(["stopped", "running"]);
    b.until(10_000);
    expect(b.policy.charged).toEqual({ 0: 4_000, 1: 6_000 });
  });

  test("by the policy as it picks the only one leaves the processor idle", () => {
    const b = schedulerBench({ entities: [hog], policy: { holds: { 0: 3_000 } } });
    b.until(10_000);
    expect(b.host.ledger(0)).toEqual({ "idle:host": 3_000, "user:a": 7_000 });
  });
});
