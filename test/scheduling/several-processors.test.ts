import { describe, expect, test } from "vitest";
import { own, schedulerBench, work } from "./bench.ts";

const hog = { steps: [{ run: [work(100_000)] }, { again: true } as const] };
const boundTo = (processor: number) => ({ affinity: [processor] });

describe("a scheduler of several processors", () => {
  test("spreads entities, and tells each client on which processor it acts", () => {
    const b = schedulerBench({ processors: 2, entities: [{ steps: [{ run: [work(100)] }] }, { steps: [{ run: [work(50)] }] }] });
    b.until(10_000);
    expect(b.notes(0).at(-1)).toMatch(/stopped 0$/);
    expect(b.notes(1).at(-1)).toMatch(/stopped 0$/);
    expect(b.host.ledger(0)).toMatchObject({ "user:a": 100 });
    expect(b.host.ledger(1)).toMatchObject({ "user:a": 50 });
  });

  test("preempts another processor's runner by an interrupt between processors, which takes its time", () => {
    const b = schedulerBench({
      processors: 2,
      policy: { urgent: [2] },
      entities: [
        { ...hog, ...boundTo(1) },
        {
          steps: [{ run: [work(5_000)] }, { owner: [{ type: "INJECT", entity: 2, vector: "go" }] }, { run: [work(200_000)] }],
          ...boundTo(0),
        },
        { steps: [{ halt: 1_000_000_000 }, { run: [work(100)] }], ...boundTo(1) },
      ],
      layer: { reschedule: () => [own(3)] },
    });
    b.until(50_000);
    const [woken] = b.notes(2).slice(-2);
    const at = Number(woken?.split(":")[0]);
    const sent = Number(
      b
        .notes(1)
        .find((each) => each.endsWith("stopped 0"))
        ?.split(":")[0],
    );
    expect(woken).toBe(`${sent + 1_000}: woken go`);
    expect(b.notes(2).at(-1)).toBe(`${at + 100}: stopped 0`);
    expect(b.host.ledger(0)).toMatchObject({ "kernel:own": 3 });
  });

  test("asks a processor only once while its answer is outstanding", () => {
    const waker = { type: "INJECT", vector: "go" };
    const b = schedulerBench({
      processors: 2,
      policy: { urgent: [2, 3, 4] },
      entities: [
        { ...hog, ...boundTo(1) },
        {
          steps: [{ sleep: 5_000 }, { owner: [2, 3, 4].map((entity) => ({ ...waker, entity })) }, { run: [work(50_000)] }],
          ...boundTo(0),
        },
        ...[2, 3, 4].map(() => ({ steps: [{ halt: 1_000_000_000 }, { run: [work(100)] }], ...boundTo(1) })),
      ],
    });
    b.until(4_000);
    const before = b.interruptsSent;
    b.until(50_000);
    expect(b.interruptsSent - before).toBe(1);
    expect([2, 3, 4].map((id) => b.notes(id).at(-1))).toEqual(["6100: stopped 0", "6200: stopped 0", "6300: stopped 0"]);
  });

  test("passes an interrupt from an entity to one that runs elsewhere, and to one that is halted", () => {
    const b = schedulerBench({
      processors: 2,
      layer: { sendInterrupt: () => [own(20)] },
      entities: [
        {
          virtual: true,
          steps: [{ run: [work(5_000)] }, { ipi: [1, "call"] }, { ipi: [2, "call"] }, { run: [work(10_000)] }],
          ...boundTo(0),
        },
        { virtual: true, ...hog, ...boundTo(1) },
        { virtual: true, steps: [], ...boundTo(0) },
      ],
    });
    b.until(40_000);
    expect(b.notes(1).find((each) => each.endsWith("call"))).toBe("6000: stopped 1 call");
    expect(b.notes(2)).toEqual(["15040: woken call"]);
    expect(b.host.ledger(0)).toMatchObject({ "kernel:own": 40 });
  });

  test("keeps each processor's decisions apart when all answer in one instant", () => {
    for (const permuteTies of [undefined, 1, 2]) {
      const b = schedulerBench({
        processors: 4,
        entities: Array.from({ length: 8 }, () => ({
          steps: [{ run: [work(1_000)] }, { sleep: 1_000 }, { again: true } as const],
        })),
        policy: { slice: 500, tick: 500, settles: true },
        ...(permuteTies === undefined ? {} : { permuteTies }),
      });
      b.until(20_000);
      for (const tick of b.policy.ticks) expect(tick).toMatch(/^(\d+)\/\1 at/);
      expect(b.context.entities.every((entity, id) => entity?.state === b.chart(id))).toBe(true);
      expect(Object.values(b.policy.charged).reduce((sum, time) => sum + time, 0)).toBe(
        b.context.processors.reduce((sum, { times }) => sum + times.running, 0),
      );
    }
  });

  test("is halted on a processor that no entity may run on", () => {
    const b = schedulerBench({
      processors: 2,
      entities: [
        { ...hog, ...boundTo(0) },
        { ...hog, ...boundTo(0) },
      ],
      policy: { slice: 1_000 },
    });
    b.until(50_000);
    expect(b.host.ledger(1)).toEqual({ "idle:host": 50_000 });
  });
});
