import { describe, expect, test } from "vitest";
import { own, schedulerBench, work } from "./bench.ts";

const hog = { steps: [{ run: [work(100_000)] }, { again: true } as const] };
const boundTo = (processor: number) => ({ affinity: [processor] });

describe("an entity that exits", () => {
  const killer = (victim: number, more: readonly { type: string; [field: string]: unknown }[] = []) => ({
    steps: [{ run: [work(5_500)] }, { owner: [{ type: "EXIT", entity: victim }, ...more] }, { run: [work(10_000)] }],
    ...boundTo(0),
  });

  test("is replaced at once on its own processor", () => {
    const b = schedulerBench({
      entities: [{ steps: [{ run: [work(10)] }, { owner: [{ type: "EXIT", entity: 0 }] }] }, { steps: [{ run: [work(10)] }] }],
    });
    b.until(100);
    expect(b.notes(1)).toEqual(["10: woken start", "20: stopped 0"]);
    expect(b.chart(0)).toBe("zombie");
    expect(b.context.entities[0]).toBeNull();
    expect(b.context.groups[0]).toMatchObject({ members: [1], exited: { running: 10 } });
  });

  test("while it runs on another processor stops there, has been charged for its time, and leaves no debt behind", () => {
    const b = schedulerBench({
      processors: 2,
      entities: [killer(1), { ...hog, ...boundTo(1) }, { ...hog, ...boundTo(1) }],
      layer: { switching: () => [own(30)] },
    });
    b.until(50_000);
    const exited = 5_530;
    expect(b.context.groups[0]?.exited.running).toBe(b.policy.charged[1]);
    expect(b.policy.charged[1]).toBe(exited);
    expect(b.notes(2)).toEqual(["6530: woken start"]);
    expect(b.processor(1)).toMatchObject({ running: 2, awaiting: 0, times: { running: 5_530, own: 1_000 } });
    expect(b.host.ledger(1)).toMatchObject({ "kernel:own": 60 });
  });

  test("while its switching is still under way leaves the rest of that work to the processor", () => {
    const b = schedulerBench({
      processors: 2,
      entities: [killer(1), { ...hog, ...boundTo(1) }],
      layer: { switching: (_from, to) => (to === 1 ? [own(20_000)] : []) },
    });
    b.until(50_000);
    expect(b.host.ledger(1)).toMatchObject({ "kernel:own": 20_000 });
    expect(b.host.ledger(1)["user:a"]).toBeUndefined();
  });

  test("while it spins on another processor stops there", () => {
    const b = schedulerBench({
      processors: 2,
      entities: [killer(1), { steps: [{ spin: ["never", 1] }], ...boundTo(1) }, { steps: [{ run: [work(10)] }], ...boundTo(1) }],
    });
    b.until(50_000);
    expect(b.notes(2)).toEqual(["6500: woken start", "6510: stopped 0"]);
  });

  test("while its burst is about to end on another processor, trap and all, is told nothing", () => {
    const b = schedulerBench({
      processors: 2,
      entities: [killer(1), { steps: [{ run: [work(6_000, { trap: { cause: "gone" } }), work(10)] }], ...boundTo(1) }],
      layer: { intercepts: () => true },
    });
    b.until(50_000);
    expect(b.notes(1)).toEqual(["0: woken start"]);
    expect(b.notes()).not.toContain("6000: trapped gone");
  });

  test("while it is ready, held or blocked is gone, with its timer", () => {
    const exit = (entity: number) => ({ type: "EXIT", entity });
    const hold = { type: "HOLD", entity: 2, why: "test" };
    const b = schedulerBench({
      entities: [
        { steps: [{ sleep: 100 }, { owner: [hold, exit(1), exit(2), exit(3)] }, { run: [work(10_000)] }] },
        { ...hog, steps: [{ halt: 5_000 }] },
        { steps: [{ sleep: 50 }, { run: [work(10)] }] },
        { steps: [{ sleep: 100 }] },
      ],
    });
    b.until(20_000);
    expect(b.context.entities.slice(1)).toEqual([null, null, null]);
    expect([1, 2, 3].map((id) => b.chart(id))).toEqual(["zombie", "zombie", "zombie"]);
    expect(b.processor(0).alarms).toEqual([]);
  });

  test("gives its number to another, which is not taken for it: switching to that is work", () => {
    const place = { affinity: [1] };
    const admission = { entity: 1, client: "software", index: 1, virtual: false, group: 0, share: { weight: 1 }, ...place };
    const inject = { type: "INJECT", entity: 1, vector: "again" };
    const b = schedulerBench({
      processors: 2,
      entities: [
        killer(1, [{ type: "ADMIT", admission }, inject]),
        { steps: [{ run: [work(50)] }, { halt: 1_000_000 }, { run: [work(50)] }], ...place },
      ],
      layer: { switching: () => [own(30)] },
    });
    b.until(50_000);
    expect(b.notes(1)).toEqual(["0: woken start", "80: stopped 0", "6530: woken again", "6610: stopped 0"]);
    expect(b.host.ledger(1)).toMatchObject({ "kernel:own": 60, "user:a": 100 });
    expect(b.entity(1).times).toMatchObject({ running: 80, blocked: 0, ready: 1_000 });
  });

  test("no longer takes the interrupts that went straight to it: the owner is told", () => {
    const b = schedulerBench({
      entities: [
        { ...killer(1), affinity: [0] },
        { virtual: true, steps: [] },
      ],
      on: { boot: [{ type: "PASS_THROUGH", vector: "device:x", entity: 1 }] },
    });
    b.raise("device:x", 100);
    b.raise("device:x", 6_000);
    b.until(50_000);
    expect(b.notes(1)).toEqual([]);
    expect(b.notes()).toContain("6000: interrupted device:x");
  });
});
