import { describe, expect, test } from "vitest";
import { compute, deviceRequests, forever, mark, parallel, sequence } from "../program.ts";
import { kernelBench } from "../testing/kernel-bench.ts";

const disk = { devices: [{ name: "disk", service: 10_000 }] };

describe("requests to a device of the machine", () => {
  test("let their process stand still for the device's time, and cost work before and after", () => {
    const b = kernelBench({ p: sequence(compute(100), deviceRequests("disk"), mark("done")) }, disk);
    b.until(5_000);
    expect(b.chart(0)).toBe("blocked");
    b.until(50_000);
    expect(b.marks).toEqual([`${100 + 200 + 10_000 + 150} done`]);
    expect(b.kernel.counts).toMatchObject({ "request disk": 1 });
    expect(b.kernel.requests).toEqual({});
    expect(b.ledger).toMatchObject({ "kernel:kernel < user:p": 350 + 300 });
  });

  test("are sent one after another, each with its work", () => {
    const b = kernelBench({ p: sequence(deviceRequests("disk", 3), mark("done")) }, disk);
    b.until(100_000);
    expect(b.marks).toEqual([`${3 * (200 + 10_000 + 150)} done`]);
  });

  test("of none go on at once", () => {
    const b = kernelBench({ p: sequence(deviceRequests("disk", 0), mark("done")) }, disk);
    b.until(100_000);
    expect(b.marks).toHaveLength(1);
  });

  test("of several processes are served in turn while others compute", () => {
    const one = sequence(deviceRequests("disk", 2), mark("one"));
    const b = kernelBench({ p: parallel(one, one), q: forever(compute(1_000)) }, { ...disk, processors: 2 });
    b.until(200_000);
    expect(b.marks).toHaveLength(2);
    expect(b.kernel.counts["request disk"]).toBe(4);
    expect(Number(b.marks[1]?.split(" ")[0])).toBeGreaterThan(40_000);
  });

  test("that the device refuses let the process go on", () => {
    const b = kernelBench(
      { p: sequence(deviceRequests("disk"), mark("done")) },
      { devices: [{ name: "disk", service: 10_000, reaches: ["vm"] }] },
    );
    b.until(50_000);
    expect(b.marks).toEqual(["350 done"]);
  });
});

describe("the run fails, with the kernel's path and the instant,", () => {
  test("at a request to a device that there is not", () => {
    const b = kernelBench({ p: sequence(compute(100), deviceRequests("tape")) }, disk);
    expect(() => b.until(1_000)).toThrow(/kernel has no device "tape" .*in kernel at 300 ns/);
  });

  test("at an interrupt that nobody handles", () => {
    const b = kernelBench({ p: forever(compute(100)) });
    b.simulation.post("host/cpu0", { type: "RAISE", processor: 0, vector: "stray" }, 150);
    expect(() => b.until(1_000)).toThrow(/kernel has no handler for stray .*in kernel at 150 ns/);
  });
});
