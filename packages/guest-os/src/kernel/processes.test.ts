import { describe, expect, test } from "vitest";
import { compute, exec, forever, fork, mark, type Program, parallel, sequence, sleep, systemCall, wait } from "../program.ts";
import { type KernelBench, kernelBench } from "../testing/kernel-bench.ts";

const END = 100_000_000;
const waitAny: Program = { do: "wait", label: 0, any: true, reaps: true, through: "wait" };
const notReaping = (label: number): Program => ({ do: "wait", label, any: false, reaps: false, through: "poll" });
const done = sequence(mark("done"));

function run(program: Program, options = {}): KernelBench {
  const b = kernelBench({ p: program }, options);
  b.until(END);
  return b;
}

describe("a process", () => {
  test("does its operations one after another, then ends, and the kernel says so", () => {
    const b = run(sequence(compute(1_000), systemCall("file-read", 3), mark("here"), compute(500)));
    expect(b.marks).toEqual(["1030 here"]);
    expect(b.endings).toEqual(["1830 p"]);
    expect(b.kernel.endings).toEqual([{ tenant: 0, program: 0, began: 0, at: 1_830 }]);
    expect(b.processes).toEqual({});
    expect(b.kernel.counts).toMatchObject({ "call file-read": 3, "call exit": 1 });
  });

  test("pays for its own work, and its kernel for the calls that it makes and the memory that it gives back", () => {
    const b = run(sequence(compute(1_000), systemCall("null", 7), { do: "touch", pages: 4, fault: "zero" }));
    expect(b.ledger).toEqual({
      "user:p": 1_000,
      "kernel:kernel < user:p": 70 + 200 + 100 + 2 * 104,
      "idle:host": END - 1_578,
    });
  });

  test("that has been killed makes no call of exit", () => {
    const b = run({ do: "exit", killed: true });
    expect(b.kernel.counts).toEqual({});
    expect(b.endings).toHaveLength(1);
  });
});

describe("fork", () => {
  test("makes a child beside its parent, for the price of its pages", () => {
    const b = run(sequence(fork(sequence(compute(1_000), mark("child"))), mark("forked"), compute(5_000)));
    expect(b.marks).toEqual(["1100 forked", "7400 child"]);
    expect(b.kernel.counts).toEqual({ "call fork": 1, "call exit": 2 });
  });

  test("as vfork keeps the parent until the child executes another program", () => {
    const child = sequence(compute(1_000), exec("ls"), compute(1_000), mark("child"));
    const b = run(sequence(fork(child, 0, "vfork"), mark("parent"), wait()));
    expect(b.marks).toEqual(["4500 child", "4800 parent"]);
  });

  test("as vfork keeps the parent until the child ends", () => {
    const b = run(sequence(fork(compute(1_000), 0, "vfork"), mark("parent"), wait()));
    expect(b.marks).toEqual(["1600 parent"]);
    expect(b.endings).toHaveLength(1);
  });

  test("as thread costs less, and has no memory of its own to give back", () => {
    const b = run(sequence(fork(compute(1_000), 0, "thread"), wait(), mark("joined")));
    expect(b.marks).toEqual(["1410 joined"]);
  });

  test("of parallel parts runs them on as many processors as there are, and waits for all", () => {
    const body = sequence(compute(10_000), mark("part"));
    const one = run(sequence(parallel(body, body), done));
    const two = run(sequence(parallel(body, body), done), { processors: 2 });
    const finish = (b: KernelBench): number => Number(b.marks.find((each) => each.endsWith("done"))?.split(" ")[0]);
    expect(one.marks).toHaveLength(3);
    expect(finish(one)).toBeGreaterThan(20_000);
    expect(finish(two)).toBeLessThan(13_000);
  });
});

describe("wait", () => {
  test("lets the parent stand still until the child has ended", () => {
    const b = run(sequence(fork(compute(50_000)), wait(), done));
    const [at] = (b.marks[0] as string).split(" ");
    expect(Number(at)).toBe(1_100 + 10 + 50_000 + 300);
  });

  test("returns at once if the child has ended, or if there is none", () => {
    expect(run(sequence(wait(), done)).marks).toEqual(["10 done"]);
    expect(run(sequence(fork(compute(5)), sleep(10_000), wait(), done)).marks).toEqual(["11120 done"]);
  });

  test("for one child is not ended by another", () => {
    const b = run(sequence(fork(compute(50_000), 1), fork(compute(10), 2), wait(1), mark("one"), wait(2), mark("two")));
    const [one, two] = b.marks.map((each) => Number(each.split(" ")[0])) as [number, number];
    expect(one).toBeGreaterThan(50_000);
    expect(two).toBeGreaterThan(one);
  });

  test("for any child is ended by whichever ends first", () => {
    const b = run(sequence(fork(sleep(50_000), 1), fork(sleep(10_000), 2), waitAny, mark("first"), waitAny, mark("second")));
    const [first, second] = b.marks.map((each) => Number(each.split(" ")[0])) as [number, number];
    expect(first).toBeLessThan(20_000);
    expect(second).toBeGreaterThan(50_000);
  });

  test("that does not reap leaves the child's entry for a later wait", () => {
    const b = run(sequence(fork(compute(10), 3), notReaping(3), mark("noticed"), sleep(1_000), wait(3), done));
    expect(b.marks).toHaveLength(2);
    const zombie = kernelBench({ p: sequence(fork(compute(10), 3), notReaping(3), sleep(50_000)) });
    zombie.until(40_000);
    expect(Object.keys(zombie.processes).sort()).toEqual(["p", "p.3"]);
    expect(zombie.chart(zombie.processes["p.3"]?.pid as number)).toBe("zombie");
  });
});

test("a process that goes round without doing anything fails the run by name", () => {
  const b = kernelBench({
    p: forever({ do: "repeat", count: 3, body: { do: "choose", ways: [{ weight: 1, body: sequence() }] } }),
  });
  expect(() => b.until(10)).toThrow(/p goes round in its program without doing anything.*in kernel at 0 ns/);
});
