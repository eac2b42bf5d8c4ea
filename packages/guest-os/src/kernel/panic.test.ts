import { totalOf } from "@crosstalk/hardware";
import { describe, expect, test } from "vitest";
import { compute, deviceRequests, forever, kernelBug, repeat, sequence, sleep } from "../program.ts";
import { kernelBench } from "../testing/kernel-bench.ts";

const busy = { p: sequence(compute(5_500), kernelBug()), q: forever(compute(100)), r: forever(sleep(700)) };

describe("a kernel that panics", () => {
  test.each([1, 2, 3])("runs nothing any more on any of %i processors, which are halted from then on", (processors) => {
    const b = kernelBench(busy, { processors });
    b.until(50_000);
    const { panic } = b.kernel;
    const used = totalOf(b.ledger) - (b.ledger["idle:host"] ?? 0);
    b.until(1_000_000);
    expect(panic?.at).toBeGreaterThanOrEqual(5_500);
    expect(totalOf(b.ledger) - (b.ledger["idle:host"] as number)).toBe(used);
    expect(used).toBeLessThanOrEqual(processors * ((panic?.at as number) + 2_000));
    expect(b.simulation.snapshot("kernel").value).toBe("panicked");
    expect([0, 1, 2].map((pid) => b.chart(pid)).filter((state) => state === "running")).toEqual([]);
  });

  test("hears nothing any more of its devices", () => {
    const devices = [{ name: "disk", service: 2_000 }];
    const b = kernelBench({ p: sequence(sleep(5_000), kernelBug()), d: repeat(9, deviceRequests("disk")) }, { devices });
    b.until(100_000);
    expect(b.endings).toEqual([]);
    expect(b.kernel.counts["request disk"]).toBeLessThan(9);
  });

  test("panics in the same instant, and stays so, when it is restored from a save before or after", () => {
    const straight = kernelBench(busy, { processors: 2 });
    straight.until(1_000_000);
    for (const at of [3_000, 6_000, 20_000]) {
      const b = kernelBench(busy, { processors: 2 });
      b.until(at);
      const restored = kernelBench(busy, { processors: 2 });
      restored.simulation.restore(JSON.parse(JSON.stringify(b.save())));
      restored.until(1_000_000);
      expect(restored.kernel).toEqual(straight.kernel);
      expect(restored.simulation.fingerprint).toBe(straight.simulation.fingerprint);
    }
  });
});
