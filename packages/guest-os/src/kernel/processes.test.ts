import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compute,
  exec,
  forever,
  fork,
  mark,
  type Program,
  parallel,
  repeat,
  sequence,
  sleep,
  systemCall,
  wait,
} from "../program.ts";
import { type KernelBench, kernelBench } from "../testing/kernel-bench.ts";
import { testCosts } from "../testing/test-costs.ts";

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

describe("the process table", () => {
  test("keeps a zombie until its parent asks or ends, and gives its slot to another afterwards", () => {
    const b = kernelBench({ p: sequence(fork(compute(10)), sleep(20_000), wait(), fork(sleep(50_000)), sleep(50_000)) });
    b.until(15_000);
    expect([0, 1].map(b.chart)).toEqual(["blocked", "zombie"]);
    b.until(30_000);
    expect([0, 1].map(b.chart)).toEqual(["blocked", "blocked"]);
    expect(b.kernel.slots).toBe(2);
    b.until(END);
    expect([0, 1].map(b.chart)).toEqual(["unused", "unused"]);
  });

  test("lets a child live on that its parent has left, and removes it when it ends, with the program ended once", () => {
    const b = kernelBench({ p: fork(sequence(sleep(50_000), mark("orphan"))) });
    b.until(20_000);
    expect(Object.keys(b.processes)).toEqual(["p.0"]);
    expect(b.processes["p.0"]?.parent).toBeNull();
    b.until(END);
    expect([b.marks.length, b.endings.length, Object.keys(b.processes).length]).toEqual([1, 1, 0]);
  });

  test("removes the zombies of a parent that ends", () => {
    const b = run(sequence(fork(compute(10)), fork(compute(10), 1), sleep(50_000)));
    expect(b.processes).toEqual({});
    expect([0, 1, 2].map(b.chart)).toEqual(["unused", "unused", "unused"]);
  });

  test("stays small however many children come and go", () => {
    const b = run(repeat(100, sequence(fork(compute(10)), wait())));
    expect(b.endings).toHaveLength(1);
    expect(b.kernel.slots).toBeLessThanOrEqual(3);
    expect(b.kernel.freed.length).toBeLessThanOrEqual(3);
  });

  test("is right on several processors at any order of simultaneous events, with calls that cost nothing", () => {
    const free = { fork: {}, exit: {}, forkPage: {}, dropPage: {}, calls: new Proxy({}, { get: () => ({}) }) };
    const costs = { ...testCosts, ...free } as never;
    const tree = (depth: number): Program =>
      depth === 0 ? compute(10) : sequence(fork(tree(depth - 1), 1), fork(tree(depth - 1), 2), wait(1), wait(2));
    for (let permuteTies = 0; permuteTies < 3; permuteTies += 1) {
      const b = run(repeat(3, tree(3)), { processors: 3, permuteTies, kernel: { costs } });
      expect(b.endings).toHaveLength(1);
      expect(b.kernel.counts).toEqual({ "call fork": 42, "call exit": 43, "call wait": 42 });
      for (let slot = 0; slot < b.kernel.slots; slot += 1) expect(b.chart(slot)).toBe("unused");
    }
  });

  test("ends empty for any tree of processes, with every fork counted and every chart unused", () => {
    const { program } = fc.letrec<{ program: Program }>((tie) => ({
      program: fc.oneof(
        { maxDepth: 4, depthSize: "small" },
        fc.constantFrom<Program>(compute(300), sleep(700), wait(0), wait(1), waitAny, exec("x"), systemCall("null", 2)),
        fc.array(tie("program"), { maxLength: 4 }).map((steps) => sequence(...steps)),
        fc
          .tuple(
            tie("program"),
            fc.integer({ min: 0, max: 1 }),
            fc.constantFrom("process" as const, "vfork" as const, "thread" as const),
          )
          .map(([child, label, how]) => fork(child, label, how)),
      ),
    }));
    const forks = (tree: Program): number =>
      tree.do === "sequence"
        ? tree.steps.reduce((sum, step) => sum + forks(step), 0)
        : tree.do === "fork"
          ? 1 + forks(tree.child)
          : 0;
    fc.assert(
      fc.property(program, fc.integer({ min: 1, max: 3 }), (tree, processors) => {
        const b = run(tree, { processors });
        expect(b.endings).toHaveLength(1);
        expect(b.processes).toEqual({});
        expect(b.kernel.counts["call fork"] ?? 0).toBe(forks(tree));
        for (let slot = 0; slot < b.kernel.slots; slot += 1) expect(b.chart(slot)).toBe("unused");
      }),
      { numRuns: 25 },
    );
  });
});

describe("the chart of a slot of the process table", () => {
  test("shows what the process in it does", () => {
    const seen: string[] = [];
    const b = kernelBench({ p: sequence(compute(1_000), sleep(1_000), compute(1_000)), q: forever(compute(100)) }, {});
    for (const at of [500, 1_005, 1_500]) {
      b.until(at);
      seen.push(`${b.chart(0)} ${b.chart(1)}`);
    }
    expect(seen).toEqual(["running ready", "running ready", "blocked running"]);
  });
});

test("a process that goes round without doing anything fails the run by name", () => {
  const b = kernelBench({
    p: forever({ do: "repeat", count: 3, body: { do: "choose", ways: [{ weight: 1, body: sequence() }] } }),
  });
  expect(() => b.until(10)).toThrow(/p goes round in its program without doing anything.*in kernel at 0 ns/);
});
