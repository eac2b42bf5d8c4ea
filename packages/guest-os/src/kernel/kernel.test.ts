import { o1, roundRobin } from "@crosstalk/scheduling";
import { describe, expect, test } from "vitest";
import {
  choose,
  compute,
  deviceRequests,
  exec,
  forever,
  fork,
  kernelBug,
  lock,
  mark,
  type Program,
  parallel,
  pipeOpen,
  pipeRead,
  pipeWrite,
  repeat,
  sequence,
  shootdown,
  sleep,
  systemCall,
  touch,
  unlock,
  unmap,
  wait,
} from "../program.ts";
import { type KernelBench, type KernelBenchOptions, kernelBench } from "../testing/kernel-bench.ts";
import { testCosts } from "../testing/test-costs.ts";

/** A program in which all that a kernel does happens, again and again. */
const everything: Program = forever(
  sequence(
    fork(sequence(compute({ distribution: "exponential", mean: 2_000 }), exec("ls"), systemCall("file-read", 3)), 1, "vfork"),
    pipeOpen(0),
    fork(sequence(sleep({ distribution: "uniform", low: 10, high: 3_000 }), pipeWrite(0, 100_000)), 2),
    { do: "pipe-close", pipe: 0 },
    parallel(
      sequence(lock("l"), compute(900), unlock("l"), shootdown()),
      sequence(lock("l"), lock("m", "sleep"), compute(700), unlock("m"), unlock("l"), touch(3, "copy-on-write")),
    ),
    repeat(5, pipeRead(0, 20_000)),
    choose({ weight: 1, body: deviceRequests("disk", 2) }, { weight: 2, body: { do: "yield" } }),
    { do: "run", user: 5_000, calls: { null: 7, "file-open": 1 }, faults: 3 },
    touch(4),
    compute(700, { pages: 7, written: 3, intensity: 0.1 }),
    compute(900, { pages: 70, written: 30, intensity: 0.1 }),
    unmap(7),
    { do: "wait", label: 0, any: true, reaps: true, through: "wait" },
    wait(2),
    mark("round"),
  ),
);

const options: KernelBenchOptions = {
  processors: 2,
  devices: [{ name: "disk", service: 3_000 }],
  scheduling: o1({ hz: 1_000 }),
  kernel: {
    costs: { ...testCosts, contextSwitch: { work: 77 }, tick: { work: 13 }, interrupt: { work: 31 } },
    timerResolution: 1_000,
  },
};

function world(change: Partial<KernelBenchOptions> = {}): KernelBench {
  return kernelBench({ p: everything, q: everything }, { ...options, ...change });
}

describe("a kernel", () => {
  test("is JSON at any event, and goes on from there as if nothing had been", () => {
    const end = 200_000;
    const whole = world();
    whole.until(end);
    expect(whole.marks.length).toBeGreaterThan(1);
    for (const share of [0.01, 0.37, 0.8]) {
      const cut = Math.floor(end * share);
      const first = world();
      first.until(cut);
      const saved = JSON.parse(JSON.stringify(first.save()));
      const second = world();
      second.simulation.restore(saved);
      second.until(end);
      expect(second.simulation.fingerprint).toBe(whole.simulation.fingerprint);
      expect([...first.marks, ...second.marks]).toEqual(whole.marks);
      expect(second.ledger).toEqual(whole.ledger);
    }
  });

  test("leaves no process behind, whatever the order of simultaneous events", () => {
    for (const permuteTies of [1, 2]) {
      const b = world({ permuteTies });
      b.until(300_000);
      expect(b.kernel.slots).toBeLessThan(20);
      expect(b.marks.length).toBeGreaterThan(1);
    }
  });

  test("pays for ticks, switches and interrupts itself, under their names", () => {
    const b = kernelBench({ q: sequence(sleep(20_000), compute(100)), p: forever(compute(500)) }, { ...options, processors: 1 });
    b.until(2_100_000);
    expect(b.ledger["kernel.tick:kernel"]).toBe(13 * 2);
    expect(b.ledger["kernel.scheduling:kernel"]).toBeGreaterThanOrEqual(77 * 2);
    expect(b.ledger["kernel.interrupt:kernel"]).toBeGreaterThanOrEqual(31 * 2);
    expect(b.ledger["idle:host"]).toBeUndefined();
  });

  test("answers nothing any more when it has panicked", () => {
    const b = kernelBench({ p: sequence(compute(1_000), kernelBug()), q: forever(compute(100)) });
    b.until(100_000);
    expect(b.endings).toEqual([]);
    expect(b.simulation.snapshot("kernel").value).toBe("panicked");
  });
});

describe("system calls and faults", () => {
  const times = (program: Program): [user: number, kernel: number, counts: Readonly<Record<string, number>>] => {
    const b = kernelBench({ p: program });
    b.until(10_000_000);
    const exit = 100 + 200;
    return [b.ledger["user:p"] ?? 0, (b.ledger["kernel:kernel < user:p"] as number) - exit, b.kernel.counts];
  };

  test("of a mixed stretch are counted and paid for one by one", () => {
    const [user, kernel, counts] = times({ do: "run", user: 5_000, calls: { null: 7, "file-open": 2 }, faults: 3 });
    expect([user, kernel]).toEqual([5_000, 9 * 10 + 3 * 50 + 2 * 3]);
    expect(counts).toEqual({ "call null": 7, "call file-open": 2, "fault zero": 3, "call exit": 1 });
  });

  test.each([
    ["zero", 4 * 50 + 4 * 2],
    ["file", 4 * 40 + 4 * 2],
    ["protection", 4 * 30],
    ["copy-on-write", 4 * 270],
  ] as const)("of kind %s are paid for, and mapped pages are given back at the end", (fault, kernel) => {
    expect(times(touch(4, fault)).slice(0, 2)).toEqual([0, kernel]);
  });

  test("that break copy-on-write trap in mid-burst, and the rest of the burst follows", () => {
    const b = kernelBench({ p: sequence(compute(100), touch(1, "copy-on-write"), compute(100), mark("done")) });
    const traps: number[] = [];
    b.simulation.onDelivery((at, path, event) => {
      if (path === "kernel" && event.trap !== undefined) traps.push(at);
    });
    b.until(10_000);
    expect(traps).toEqual([300]);
    expect(b.marks).toEqual(["470 done"]);
  });

  test("that give memory back take so many pages from the process, at most all", () => {
    expect(times(sequence(touch(4), unmap(4)))[1]).toBe(4 * 50 + 10 + 4 * 2);
    expect(times(unmap(1_000))[1]).toBe(10 + 1_000 * 2 - 200);
  });

  test("are the same however they are cut into slices", () => {
    const program = repeat(50, { do: "run", user: 997, calls: { null: 3, "file-read": 1 }, faults: 1 });
    const whole = kernelBench({ p: program });
    const cut = kernelBench({ p: program, q: forever(compute(300)) }, { scheduling: roundRobin({ slice: 101 }) });
    whole.until(500_000);
    cut.until(500_000);
    expect(cut.kernel.counts).toEqual(whole.kernel.counts);
    for (const name of ["user:p", "kernel:kernel < user:p"]) expect(cut.ledger[name]).toBe(whole.ledger[name]);
  });
});
