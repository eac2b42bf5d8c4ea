import { describe, expect, test } from "vitest";
import { own, schedulerBench, work } from "./bench.ts";

describe("a scheduler whose layer has work of going idle", () => {
  const layer = { idling: () => [own(40)] };

  test("does it each time before it halts, and not between two entities", () => {
    const b = schedulerBench({
      entities: [{ steps: [{ run: [work(100)] }, { sleep: 300 }, { run: [work(100)] }] }, { steps: [{ run: [work(50)] }] }],
      layer,
    });
    b.until(1_000);
    expect(b.host.ledger(0)).toEqual({ "user:a": 250, "kernel:own": 80, "idle:host": 670 });
  });

  test("takes at once what wakes an entity meanwhile, and has gone idle before that one runs", () => {
    const b = schedulerBench({ entities: [{ steps: [{ run: [work(100)] }, { sleep: 15 }, { run: [work(100)] }] }], layer });
    b.until(1_000);
    expect(b.notes(0)).toEqual(["0: woken start", "100: stopped 0", "115: woken timer", "240: stopped 0"]);
    expect(b.host.ledger(0)).toEqual({ "user:a": 200, "kernel:own": 80, "idle:host": 720 });
  });

  test("has gone idle once, although an interrupt that wakes nobody comes meanwhile", () => {
    const b = schedulerBench({ entities: [], layer: { ...layer, interrupt: () => [own(5)] } });
    b.raise("nothing", 20);
    b.until(1_000);
    expect(b.host.ledger(0)).toEqual({ "kernel:own": 45, "idle:host": 955 });
  });
});
