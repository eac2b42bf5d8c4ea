import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compute, exec, forever, fork, mark, type Program, repeat, sequence, sleep, systemCall, wait } from "../program.ts";
import { type KernelBench, kernelBench } from "../testing/kernel-bench.ts";
import { testCosts } from "../testing/test-costs.ts";

const END = 100_000_000;
const waitAny: Program = { do: "wait", label: 0, any: true, reaps: true, through: "wait" };
const _notReaping = (label: number): Program => ({ do: "wait", label, any: false, reaps: false, through: "poll" });
const _done = sequence(mark("done"));

function run(program: Program, options = {}): KernelBench {
  const b = kernelBench({ p: program }, options);
  b.until(END);
  return b;
}

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
