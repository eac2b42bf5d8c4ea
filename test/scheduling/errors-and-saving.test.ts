import { describe, expect, test } from "vitest";
import { type BenchOptions, own, type SchedulerBench, schedulerBench, work } from "./bench.ts";

const hog = { steps: [{ run: [work(100_000)] }, { again: true } as const] };

/** A world in which all that a scheduler does happens. */
const rich: BenchOptions = {
  processors: 2,
  policy: { slice: 700, tick: 1_000, urgent: [2], limits: { 0: 300 } },
  layer: { switching: () => [own(11)], interrupt: () => [own(5)], alarm: () => [own(3)], tickPolicy: "skip" },
  entities: [
    hog,
    {
      virtual: true,
      steps: [
        { run: [work(500, { masked: true }), work(700, { trap: { cause: "t" } }), work(10)], timer: 2_000 },
        { sleep: 100 },
        { again: true },
      ],
    },
    { steps: [{ sleep: 900 }, { run: [work(130)] }, { owner: [{ type: "YIELD", entity: 2 }] }, { again: true }] },
    {
      virtual: true,
      steps: [
        { spin: ["lock", 1], timer: 3_000 },
        { run: [work(50)] },
        { ipi: [1, "call"] },
        { sleep: 3_000 },
        { run: [work(10)] },
      ],
    },
  ],
  on: { x: [{ type: "HOLD", entity: 0, why: "x" }], y: [{ type: "RELEASE", entity: 0, why: "x" }] },
};

function world(): SchedulerBench {
  return schedulerBench(rich);
}

function disturb(b: SchedulerBench): SchedulerBench {
  b.raise("x", 5_432);
  b.raise("y", 8_765, 1);
  return b;
}

describe("a scheduler", () => {
  test("is JSON at any event, and goes on from there as if nothing had been", () => {
    const whole = disturb(world());
    whole.until(15_000);
    for (const cut of [1, 50, 777, 2_345, 5_432, 6_000, 9_999]) {
      const first = disturb(world());
      first.simulation.run(cut);
      const saved = JSON.parse(JSON.stringify(first.simulation.save()));
      const second = world();
      second.simulation.restore(saved);
      second.until(15_000);
      expect(second.simulation.fingerprint).toBe(whole.simulation.fingerprint);
      expect(second.notes()).toEqual(whole.notes());
    }
  });
});

describe("the run fails, with the scheduler's path and the instant,", () => {
  const fails = (b: SchedulerBench, message: RegExp): void => {
    expect(() => b.until(10_000)).toThrow(message);
    expect(() => b.until(10_001)).toThrow(/in scheduler at /);
  };
  const during = (step: object, more: Partial<BenchOptions> = {}) =>
    schedulerBench({ entities: [{ steps: [{ run: [work(100)] }, step as never] }, { steps: [] }], ...more });

  test("at an answer to another ticket than was given", () => {
    const b = schedulerBench({ entities: [hog] });
    b.until(10);
    b.give({ type: "STOPPED", processor: 0, ticket: 99, left: 0, from: 0, interrupts: [], stolen: 0 });
    fails(b, /processor 0 answers ticket 99, not 1/);
  });

  test("at a command for an entity that does not hold a processor", () => {
    const b = schedulerBench({ entities: [hog, hog] });
    b.until(10);
    b.give({ type: "HALT", processor: 1, on: 0, timer: 100 });
    fails(b, /HALT for entity 1 of scheduler, which does not hold a processor/);
  });

  test("at a second command for an entity that has had its answer", () => {
    const b = schedulerBench({ entities: [{ steps: [{ silent: true }] }] });
    b.until(10);
    b.give({ type: "RUN", processor: 0, ticket: 0, burst: [work(10)], timer: 100 });
    b.give({ type: "RUN", processor: 0, ticket: 0, burst: [work(10)], timer: 100 });
    fails(b, /RUN for entity 0 of scheduler, which does not hold a processor/);
  });

  test("at a command of the owner on a processor that its software does not hold", () => {
    const b = schedulerBench({ entities: [hog] });
    b.until(10);
    b.give({ type: "HOLD", on: 0, entity: 0, why: "x" });
    fails(b, /HOLD on processor 0 of scheduler, which its software does not hold/);
  });

  test("at a RETURN while it is an entity's client who owes the command", () => {
    fails(during({ owner: [{ type: "RETURN" }] }), /scheduler runs entity 0, which has no work/);
  });

  test("at an entity, a group or a processor that there is not", () => {
    fails(during({ owner: [{ type: "HOLD", entity: 7, why: "x" }] }), /scheduler has no entity 7/);
    fails(during({ owner: [{ type: "SEND", target: 7, vector: "x" }] }), /scheduler has no processor 7/);
    fails(during({ owner: [{ type: "GROUP", group: 7, share: { weight: 1 } }] }), /scheduler makes group 7 before group 1/);
    const admission = { entity: 5, client: "software", index: 5, virtual: false, group: 4, share: { weight: 1 } };
    fails(during({ owner: [{ type: "ADMIT", admission }] }), /scheduler has no group 4 for entity 5/);
    fails(during({ owner: [{ type: "ADMIT", admission: { ...admission, entity: 1 } }] }), /scheduler has entity 1 already/);
  });

  test("at an answer before reset", () => {
    const b = schedulerBench({ entities: [] });
    b.give({ type: "INTERRUPT", processor: 0, interrupts: ["x"], stolen: 0 });
    fails(b, /processor 0 answers before reset|no transition takes/);
  });

  test("at more time stolen than has passed", () => {
    const b = schedulerBench({ entities: [hog] });
    b.until(10);
    b.give({ type: "STOPPED", processor: 0, ticket: 1, left: 1, from: 0, interrupts: ["x"], stolen: 11 });
    fails(b, /processor 0 lost 11 ns of 10 ns/);
  });
});
