import { describe, expect, test } from "vitest";
import { compute, forever, mark, parallel, repeat, sequence, shootdown, sleep } from "../program.ts";
import { kernelBench } from "../testing/kernel-bench.ts";

const END = 1_000_000;

describe("a shootdown", () => {
  test("waits until every other processor has taken the interrupt and dropped its translations", () => {
    const b = kernelBench({ p: sequence(sleep(990), shootdown(), mark("done")) }, { processors: 3 });
    b.until(END);
    // Two requests to send, the interrupts' way, the work over there, and the line that says so.
    expect(b.marks).toEqual([`${1_000 + 10 + 2 * 5 + 1_000 + 25 + 20} done`]);
    expect(b.ledger).toMatchObject({ "kernel:kernel": 50, "spin:kernel < user:p": 1_045 });
    expect(b.kernel.counts).toMatchObject({ "call memory-unmap": 1 });
  });

  test("concerns nobody else on one processor", () => {
    const b = kernelBench({ p: sequence(compute(1_000), shootdown(), mark("done")) });
    b.until(END);
    expect(b.marks).toEqual(["1010 done"]);
  });

  test("interrupts who computes on the other processor, and its work goes on", () => {
    const b = kernelBench(
      { p: sequence(compute(2_000), shootdown(), mark("p")), q: sequence(compute(50_000), mark("q")) },
      { processors: 2 },
    );
    b.until(END);
    expect(b.marks[0]?.endsWith("p")).toBe(true);
    expect(b.ledger["user:q"]).toBe(50_000);
  });

  test("of two processors at once does not end in each waiting for the other", () => {
    for (const permuteTies of [0, 1, 2, 3]) {
      const body = repeat(20, sequence(compute(700), shootdown()));
      const b = kernelBench({ p: parallel(body, body, body), q: forever(compute(900)) }, { processors: 3, permuteTies });
      b.until(END);
      expect(b.endings).toHaveLength(1);
      expect(b.kernel.counts["call memory-unmap"]).toBe(60);
      expect(b.kernel.shootdowns).toEqual([]);
    }
  });
});
