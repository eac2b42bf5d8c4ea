import { describe, expect, test } from "vitest";
import { choose, compute, forever, fork, mark, type Program, repeat, sequence, sleep, wait } from "../program.ts";
import { type KernelBenchOptions, kernelBench } from "../testing/kernel-bench.ts";

const END = 100_000_000;

function marks(program: Program, options: KernelBenchOptions = {}): readonly string[] {
  const b = kernelBench({ p: program }, options);
  b.until(END);
  return b.marks;
}

describe("sleeping", () => {
  test("ends when it should where timers are fine", () => {
    expect(marks(sequence(sleep(1_234), mark("awake")))).toEqual(["1244 awake"]);
  });

  test("ends at a tick where timers are coarse, at the next one after the time that was asked for", () => {
    const kernel = { timerResolution: 1_000 };
    expect(marks(sequence(compute(90), sleep(1_234), mark("awake")), { kernel })).toEqual(["2000 awake"]);
    expect(marks(sequence(compute(90), sleep(900), mark("awake")), { kernel })).toEqual(["1000 awake"]);
  });

  test("is not what standing still for something outside does: that takes its time exactly", () => {
    const block: Program = { do: "block", time: 1_234, through: "poll" };
    expect(marks(sequence(block, mark("awake")), { kernel: { timerResolution: 1_000 } })).toEqual(["1244 awake"]);
  });

  test("takes no time if none is asked for", () => {
    expect(marks(sequence(sleep(0), mark("awake")))).toEqual(["10 awake"]);
  });

  test("ends late where somebody else has the processor", () => {
    const b = kernelBench({ p: sequence(sleep(1_000), mark("awake")), q: forever(compute(100)) });
    b.until(2_000_000);
    expect(Number(b.marks[0]?.split(" ")[0])).toBeGreaterThan(900_000);
  });
});

describe("lengths of time that are drawn", () => {
  const drawn: Program = repeat(
    20,
    sequence(
      compute({ distribution: "exponential", mean: 3_000 }),
      sleep({ distribution: "uniform", low: 10, high: 2_000 }),
      choose({ weight: 1, body: mark("x") }, { weight: 2, body: mark("y") }),
      compute({ distribution: "lognormal", mean: 2_000, variation: 0.5 }),
    ),
  );
  const work = (program: Program, options: KernelBenchOptions = {}, name = "p"): unknown => {
    const b = kernelBench({ p: program, q: repeat(50, compute(2_000)) }, options);
    b.until(END);
    return [b.ledger[`user:${name}`], b.marks.map((each) => each.split(" ")[1]).join("")];
  };

  test("are the same for the same seed on any number of processors, at any speed of the kernel", () => {
    const first = work(drawn);
    expect(work(drawn, { processors: 2 })).toEqual(first);
    expect(work(drawn, { kernel: { timerResolution: 10_000 } })).toEqual(first);
    expect(work(drawn, { permuteTies: 3 })).toEqual(first);
    expect(work(drawn, { seed: 2 })).not.toEqual(first);
  });

  test("are each process's own, also where children with one label run side by side", () => {
    const child = repeat(5, sequence(compute({ distribution: "exponential", mean: 3_000 }), sleep(500)));
    const times = (options: KernelBenchOptions): number[] => {
      const ended: number[] = [];
      const family = sequence(
        ...Array.from({ length: 6 }, () => fork(sequence(child, mark("end")), 0)),
        ...Array.from({ length: 6 }, () => wait(0)),
      );
      const b = kernelBench({ p: family }, options);
      b.simulation.onDelivery((_at, path, event) => {
        if (path !== "kernel/scheduler" || event.type !== "RUN") return;
        const [segment] = event.burst as { parts: { account: string; operations: { work?: number } }[] }[];
        const part = segment?.parts[0];
        if (part?.account === "user:p") ended.push(part.operations.work ?? 0);
      });
      b.until(END);
      return ended.sort((a, b) => a - b);
    };
    const one = times({});
    expect(times({ processors: 4 })).toEqual(one);
    expect(new Set(one).size).toBe(30);
  });
});
