import { describe, expect, test } from "vitest";
import { own, type SchedulerBench, schedulerBench, work } from "./bench.ts";

const hog = { steps: [{ run: [work(100_000)] }, { again: true } as const] };
const rings = (b: SchedulerBench) => b.notes().filter((note) => note.includes("rang"));

describe("an alarm of the owner", () => {
  test("interrupts whatever runs, and is told to the owner, who works before anybody goes on", () => {
    const b = schedulerBench({
      entities: [hog],
      on: { boot: [{ type: "ALARM", name: "scan", subject: 7, at: 300 }], scan: [{ type: "WORK", work: [own(50)] }] },
    });
    b.until(1_000);
    expect(rings(b)).toEqual(["300: rang scan"]);
    expect(b.host.ledger(0)).toMatchObject({ "user:a": 950 });
  });

  test("comes again and again if it is to, and wakes a processor that has nothing to do", () => {
    const b = schedulerBench({
      entities: [],
      on: { boot: [{ type: "ALARM", name: "scan", subject: "x", at: 100, every: 400 }] },
    });
    b.until(1_000);
    expect(rings(b)).toEqual(["100: rang scan", "500: rang scan", "900: rang scan"]);
  });

  test("comes once for all times that it was missed", () => {
    const b = schedulerBench({
      entities: [{ steps: [{ run: [work(1_050, { masked: true })] }, { run: [work(10_000)] }] }],
      on: { boot: [{ type: "ALARM", name: "scan", subject: 0, at: 100, every: 100 }] },
    });
    b.until(1_150);
    expect(rings(b)).toEqual(["1050: rang scan", "1100: rang scan"]);
  });

  test("is replaced by one of the same name and subject, and is not the policy's of that name", () => {
    const b = schedulerBench({
      entities: [hog],
      policy: { tick: 400 },
      on: {
        boot: [
          { type: "ALARM", name: "tick", subject: 0, at: 100 },
          { type: "ALARM", name: "tick", subject: 0, at: 250 },
        ],
      },
    });
    b.until(1_000);
    expect(rings(b)).toEqual(["250: rang tick"]);
    expect(b.processor(0).ticks.handled).toBe(2);
  });
});
