import { NEVER } from "@crosstalk/engine";
import type { Segment } from "@crosstalk/hardware";
import { describe, expect, test } from "vitest";
import { own, schedulerBench, work } from "./bench.ts";

const hog = { steps: [{ run: [work(100_000)] }, { again: true } as const] };
const virtual = true;

describe("the timer of an entity", () => {
  test("wakes it when it is blocked", () => {
    const b = schedulerBench({ entities: [{ virtual, steps: [{ halt: 700 }] }] });
    b.until(2_000);
    expect(b.notes(0)).toEqual(["0: woken start", "700: woken timer"]);
    expect(b.processor(0).alarms).toEqual([]);
  });

  test("stops it when it runs", () => {
    const b = schedulerBench({ entities: [{ virtual, steps: [{ run: [work(1_000)], timer: 300 }] }] });
    b.until(2_000);
    expect(b.notes(0)).toEqual(["0: woken start", "300: stopped 1 timer", "1000: stopped 0"]);
  });

  test("that goes off while it waits for a processor pends until it is granted one", () => {
    const b = schedulerBench({
      entities: [{ virtual, steps: [{ run: [work(3_000)], timer: 1_500 }] }, hog],
      policy: { slice: 1_000 },
    });
    b.until(10_000);
    expect(b.notes(0).slice(0, 2)).toEqual(["0: woken start", "2000: stopped 1 timer"]);
  });

  test("that is halted and is woken by something else before is told of that, and of the timer only if it is due", () => {
    const steps = [{ halt: 5_000 }, { halt: 20_000 }];
    const b = schedulerBench({
      entities: [{ virtual, steps }, hog],
      policy: { slice: 10_000 },
      on: { x: [{ type: "INJECT", entity: 0, vector: "call" }] },
    });
    b.raise("x", 3_000);
    b.until(50_000);
    expect(b.notes(0)).toEqual(["0: woken start", "10000: woken call timer", "20000: woken timer"]);
  });

  test("means nothing in a RUN of a process", () => {
    const b = schedulerBench({ entities: [{ steps: [{ run: [work(1_000)], timer: 300 }] }] });
    b.until(2_000);
    expect(b.notes(0)).toEqual(["0: woken start", "1000: stopped 0"]);
  });

  test("stops a spin", () => {
    const b = schedulerBench({ entities: [{ virtual, steps: [{ spin: ["lock", 1], timer: 400 }] }] });
    b.until(2_000);
    expect(b.notes(0)).toEqual(["0: woken start", "400: stopped 1 timer"]);
  });
});

describe("an interrupt for an entity", () => {
  const inject = { type: "INJECT", entity: 0, vector: "call" };

  test("stops it in mid-burst", () => {
    const b = schedulerBench({ entities: [{ virtual, steps: [{ run: [work(1_000)] }] }], on: { x: [inject] } });
    b.raise("x", 300);
    b.until(2_000);
    expect(b.notes()).toEqual([
      "0: booted",
      "0: 0 woken start",
      "300: interrupted x",
      "300: 0 stopped 1 call",
      "1000: 0 stopped 0",
    ]);
  });

  test("waits while it is masked, and stops it when the masked segments end", () => {
    const burst = [work(100), work(400, { masked: true }), work(200, { masked: true }), work(300)];
    const b = schedulerBench({
      entities: [{ virtual, rewriting: "open", steps: [{ run: burst }] }],
      layer: { rewrite: (_name, burst) => burst.map(({ masked: _, ...rest }) => rest) },
      on: { x: [inject] },
    });
    b.raise("x", 300);
    b.raise("x", 350);
    b.until(2_000);
    expect(b.notes()).toEqual([
      "0: booted",
      "0: 0 woken start",
      "300: interrupted x",
      "350: interrupted x",
      "700: 0 stopped 1 call",
      "1000: 0 stopped 0",
    ]);
  });

  const unmasked = { rewrite: (_name: string, burst: readonly Segment[]) => burst.map(({ masked: _, ...rest }) => rest) };

  test("that waits behind a masked segment leaves the one after it as far as it was", () => {
    const burst = [work(100, { masked: true }), work(400, { from: 0.5 })];
    const entities = [{ virtual, rewriting: "open", steps: [{ run: burst }] }];
    const b = schedulerBench({ entities, layer: unmasked, on: { x: [inject] } });
    b.raise("x", 50);
    b.until(2_000);
    expect(b.notes(0)).toEqual(["0: woken start", "100: stopped 1 call", "300: stopped 0"]);
    expect(b.host.ledger(0)["user:a"]).toBe(300);
  });

  test("waits behind masked segments before a burst and at its begun beginning, of which no more is done than is left", () => {
    const entities = [{ virtual, rewriting: "open", steps: [{ silent: true as const }] }];
    const b = schedulerBench({ entities, layer: unmasked, on: { x: [inject] } });
    b.until(10);
    const before = [work(100, { masked: true })];
    const burst = [work(9), work(400, { masked: true }), work(10, { from: 0.5 })];
    b.give({ type: "RUN", processor: 0, ticket: 0, before, burst, left: 2, from: 0.5, timer: NEVER });
    b.raise("x", 50);
    const told: unknown[] = [];
    b.simulation.onDelivery((at, path, { type, left, from }) => {
      if (path === "software" && type === "STOPPED") told.push([at, left, from]);
    });
    b.until(2_000);
    expect(told[0]).toEqual([310, 1, 0.5]);
  });

  test("comes with the trap that ends a masked segment", () => {
    const burst = [work(400, { masked: true, trap: { cause: "fault" } }), work(300)];
    const b = schedulerBench({
      entities: [{ virtual, rewriting: "open", steps: [{ run: burst }] }],
      layer: { rewrite: (_name, burst) => burst.map(({ masked: _, ...rest }) => rest) },
      on: { x: [inject] },
    });
    b.raise("x", 300);
    b.until(2_000);
    expect(b.notes(0)).toEqual(["0: woken start", "400: stopped 1 call trap fault", "700: stopped 0"]);
  });

  test("goes straight to it where its vector is passed through, and the owner hears nothing", () => {
    const b = schedulerBench({
      entities: [{ virtual, steps: [{ run: [work(1_000)] }] }],
      on: { boot: [{ type: "PASS_THROUGH", vector: "device:x", entity: 0 }] },
      layer: { interrupt: () => [own(50)] },
    });
    b.raise("device:x", 300);
    b.until(2_000);
    expect(b.notes()).toEqual(["0: booted", "0: 0 woken start", "300: 0 stopped 1 device:x", "1050: 0 stopped 0"]);
  });

  test("is the owner's where it is not passed through, in order with others", () => {
    const b = schedulerBench({ entities: [hog] });
    b.raise("y", 300);
    b.raise("x", 300);
    b.until(400);
    expect(b.notes()).toEqual(["0: booted", "0: 0 woken start", "300: interrupted y", "300: interrupted x"]);
  });
});

describe("a trap of an entity", () => {
  const trap = { cause: "notify" };
  const guestTrap = { cause: "copy-on-write" };

  test("is told to its client, and the rest can be run on", () => {
    const b = schedulerBench({ entities: [{ virtual, steps: [{ run: [work(100, { trap }), work(50)] }] }] });
    b.until(1_000);
    expect(b.notes()).toEqual(["0: booted", "0: 0 woken start", "100: 0 stopped 1 trap notify", "150: 0 stopped 0"]);
  });

  test("that the layer intercepts is told to the owner only, and the entity runs on", () => {
    const b = schedulerBench({
      entities: [{ virtual, steps: [{ run: [work(100, { trap }), work(50)] }] }],
      layer: { intercepts: () => true },
      on: { notify: [{ type: "WORK", work: [own(30)] }] },
    });
    b.until(1_000);
    expect(b.notes()).toEqual(["0: booted", "0: 0 woken start", "100: trapped notify", "180: 0 stopped 0"]);
  });

  test("that the layer has put in the place of the entity's own is handled first, then the client is told its own", () => {
    const b = schedulerBench({
      entities: [{ virtual, rewriting: "shadow", steps: [{ run: [work(100, { trap: guestTrap }), work(50)] }] }],
      layer: {
        rewrite: (_name, burst) => burst.map((segment) => (segment.trap === undefined ? segment : { ...segment, trap })),
        intercepts: ({ cause }) => cause === "notify",
      },
    });
    b.until(1_000);
    expect(b.notes()).toEqual([
      "0: booted",
      "0: 0 woken start",
      "100: trapped notify",
      "100: 0 stopped 1 trap copy-on-write",
      "150: 0 stopped 0",
    ]);
  });

  test("after which the owner holds the entity is not told before the entity is released", () => {
    const b = schedulerBench({
      entities: [{ virtual, steps: [{ run: [work(100, { trap }), work(50)] }] }],
      on: {
        x: [{ type: "HOLD", entity: 0, why: "pause" }],
        y: [{ type: "RELEASE", entity: 0, why: "pause" }],
      },
    });
    b.raise("x", 100);
    b.raise("y", 500);
    b.until(1_000);
    expect(b.notes(0)).toEqual(["0: woken start", "500: stopped 1 trap notify", "550: stopped 0"]);
  });
});

describe("the clock page of an entity", () => {
  test("counts the time in which it was ready or held and was not run", () => {
    const stolen: number[] = [];
    const b = schedulerBench({
      entities: [{ virtual, ...hog, steps: [{ run: [work(1_500)] }, { again: true }] }, hog],
      policy: { slice: 1_000 },
    });
    b.simulation.onDelivery((_at, path, event) => {
      if (path === "software" && event.type === "STOPPED" && event.processor === 0) stolen.push(event.stolen as number);
    });
    b.until(6_000);
    expect(stolen).toEqual([1_000, 3_000]);
    expect(b.entity(0).times).toEqual({ running: 3_000, ready: 3_000, blocked: 0, held: 0, stolen: 0 });
  });
});
