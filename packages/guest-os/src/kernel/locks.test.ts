import { roundRobin } from "@crosstalk/scheduling";
import { describe, expect, test } from "vitest";
import { compute, forever, lock, mark, type Program, parallel, repeat, sequence, sleep, unlock } from "../program.ts";
import { type KernelBench, kernelBench } from "../testing/kernel-bench.ts";

const END = 100_000_000;

function run(program: Program, options = {}): KernelBench {
  const b = kernelBench({ p: program }, options);
  b.until(END);
  return b;
}

const names = (b: KernelBench): string[] => b.marks.map((each) => each.split(" ")[1] as string);
const section = (how: "spin" | "sleep", time: number, name: string): Program =>
  sequence(lock("l", how), mark(`${name}+`), compute(time), mark(`${name}-`), unlock("l"));

describe.each(["spin", "sleep"] as const)("a lock that lets one %s", (how) => {
  test("is held by one at a time, in the order in which they came", () => {
    for (const processors of [1, 2, 4]) {
      const bodies = ["a", "b", "c", "d"].map((name, index) => sequence(compute(1 + index * 100), section(how, 50_000, name)));
      const b = run(parallel(...bodies), { processors, scheduling: roundRobin({ slice: 7_000 }) });
      expect(names(b)).toEqual(["a+", "a-", "b+", "b-", "c+", "c-", "d+", "d-"]);
      expect(b.kernel.locks["0/0/l"]).toMatchObject({ holder: null, waiting: [] });
    }
  });

  test("costs little where nobody else wants it", () => {
    const b = run(repeat(10, sequence(lock("l", how), compute(100), unlock("l"))));
    expect(b.ledger["user:p"]).toBe(10 * (20 + 100 + 20));
    expect(Object.keys(b.ledger).some((name) => name.startsWith("spin"))).toBe(false);
  });

  test("belongs to one program", () => {
    const b = kernelBench({
      a: sequence(lock("l", how), sleep(50_000), unlock("l")),
      b: sequence(lock("l", how), mark("b"), unlock("l")),
    });
    b.until(20_000);
    expect(names(b)).toEqual(["b"]);
    b.until(END);
    expect(b.endings).toHaveLength(2);
  });
});

describe("who waits for a lock", () => {
  test("by spinning burns its processor until the lock is given up, under an account of its own", () => {
    const b = run(parallel(section("spin", 50_000, "a"), section("spin", 10, "b")), { processors: 2 });
    const spun = b.ledger["spin:kernel < user:p"] as number;
    expect(spun).toBeGreaterThan(48_000);
    expect(spun).toBeLessThan(51_000);
  });

  test("by sleeping leaves its processor to others", () => {
    const b = run(parallel(section("sleep", 50_000, "a"), section("sleep", 10, "b")), { processors: 2 });
    expect(Object.keys(b.ledger).some((name) => name.startsWith("spin"))).toBe(false);
    expect(names(b)).toEqual(["a+", "a-", "b+", "b-"]);
  });
});

describe("who holds a lock that others spin on", () => {
  const slices = { scheduling: roundRobin({ slice: 1_000 }) };
  const other = forever(compute(500));
  const readyTimes = (program: Program): number[] => {
    const b = kernelBench({ p: sequence(program, mark("end")), q: other }, slices);
    b.until(40_000);
    return b.marks.map((each) => Number(each.split(" ")[0]));
  };

  test("is not preempted by its kernel", () => {
    const [taken, given] = readyTimes(sequence(lock("l"), mark("taken"), compute(10_000), mark("given"), unlock("l"))) as [
      number,
      number,
    ];
    expect(given - taken).toBe(10_000);
  });

  test("is not preempted until it has given up the last of several, in whatever order", () => {
    for (const [first, second] of [
      ["a", "b"],
      ["b", "a"],
    ] as const) {
      const nested = sequence(
        lock("a"),
        lock("b"),
        mark("taken"),
        compute(5_000),
        unlock(first),
        compute(5_000),
        mark("given"),
        unlock(second),
      );
      const [taken, given] = readyTimes(nested) as [number, number];
      expect(given - taken).toBe(10_020);
    }
  });

  test("is not preempted though it takes and gives up a sleeping lock meanwhile", () => {
    const nested = sequence(
      lock("a"),
      mark("taken"),
      lock("b", "sleep"),
      unlock("b"),
      compute(5_000),
      mark("given"),
      unlock("a"),
    );
    const [taken, given] = readyTimes(nested) as [number, number];
    expect(given - taken).toBe(5_040);
  });

  test("is preempted again afterwards, and one that holds a sleeping lock at any time", () => {
    const [taken, given] = readyTimes(sequence(lock("l"), unlock("l"), mark("taken"), compute(5_000), mark("given"))) as [
      number,
      number,
    ];
    expect(given - taken).toBeGreaterThan(9_000);
    const asleep = readyTimes(sequence(lock("l", "sleep"), mark("taken"), compute(5_000), mark("given"), unlock("l"))) as [
      number,
      number,
    ];
    expect(asleep[1] - asleep[0]).toBeGreaterThan(9_000);
  });

  test("may have it from one that slept for it, and the other way round", () => {
    const mixed = parallel(
      section("spin", 9_000, "a"),
      sequence(compute(50), section("sleep", 9_000, "b")),
      sequence(compute(100), section("spin", 9_000, "c")),
      sequence(compute(150), section("sleep", 9_000, "d")),
    );
    const b = run(mixed, { processors: 4, ...slices });
    expect(names(b)).toEqual(["a+", "a-", "b+", "b-", "c+", "c-", "d+", "d-"]);
    expect(b.endings).toHaveLength(1);
  });
});

describe("the run fails, with the kernel's path and the instant, when a process", () => {
  test.each([
    [
      "gives a lock up that it does not hold",
      sequence(compute(80), unlock("l")),
      /p gives lock l up, but does not hold it .*in kernel at 100 ns/,
    ],
    ["takes a lock that it holds", sequence(lock("l"), lock("l")), /p takes lock l, but holds it already .*in kernel at 40 ns/],
    ["ends with a lock", lock("l"), /p ends, but holds lock 0\/0\/l .*in kernel at 320 ns/],
  ])("%s", (_what, program, message) => {
    const b = kernelBench({ p: program });
    expect(() => b.until(END)).toThrow(message);
  });
});
