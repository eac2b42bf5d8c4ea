import { describe, expect, test } from "vitest";
import {
  compute,
  exec,
  fork,
  map,
  mark,
  type Program,
  parallel,
  read,
  readFile,
  repeat,
  sequence,
  sleep,
  touch,
  unmap,
  wait,
  write,
  writeFile,
} from "../../program.ts";
import { type KernelBench, type KernelBenchOptions, kernelBench } from "../../testing/kernel-bench.ts";
import { memoryProblems } from "../../testing/memory-problems.ts";
import { createMemory } from "./frames.ts";

const END = 100_000_000;

/** Runs programs to the end of all, and sees to it that no frame is lost. */
function run(programs: Readonly<Record<string, Program>>, options: KernelBenchOptions = {}): KernelBench {
  const b = kernelBench(programs, options);
  b.until(END);
  expect(memoryProblems(b.kernel.memory, createMemory("k", 100_000, options.kernel?.memory).kernel)).toEqual([]);
  return b;
}

/** Pages of the process that a program leaves asleep. */
function pagesOf(program: Program): number {
  const b = run({ p: sequence(exec("p", 0), program, sleep(END)) });
  return b.kernel.memory.spaces[b.processes.p?.space ?? 0]?.pages ?? -1;
}

/** Instants of marks, by name. */
function marksOf(b: KernelBench): Record<string, number> {
  return Object.fromEntries(
    b.marks.map((each) => each.split(" ").reverse() as [string, string]).map(([name, at]) => [name, Number(at)]),
  );
}

const disk = { devices: [{ name: "disk", service: 5_000 }], kernel: { memory: { fileDevice: "disk" } } };

describe("a process", () => {
  test("gets pages when it touches them, and gives them back with the region", () => {
    expect(pagesOf(map("a", 1_000))).toBe(0);
    expect(pagesOf(sequence(map("a", 1_000), write("a", 300), read("a", 300)))).toBe(600);
    expect(pagesOf(sequence(map("a", 1_000), repeat(4, write("a", 300))))).toBe(1_000);
    expect(pagesOf(sequence(map("a", 1_000), write("a", 300), unmap("a")))).toBe(0);
  });

  test("lengthens a region by mapping it again, and touches the new pages next", () => {
    expect(pagesOf(repeat(3, sequence(map("a", 10), write("a", 10))))).toBe(30);
  });

  test("pays for each first touch once, and 100 ns of its own for each page", () => {
    const b = run({ p: sequence(map("a", 10), write("a", 10), read("a", 10), mark("done")) });
    expect(b.marks).toEqual([`${10 + 10 * 50 + 2 * 1_000} done`]);
    expect(b.kernel.counts).toMatchObject({ "fault zero": 10, "call memory-map": 1 });
  });

  test("copies what it writes after a fork, and shares the rest", () => {
    const child = sequence(write("a", 30), mark("child"));
    const b = run({ p: sequence(map("a", 100), write("a", 100), fork(child), wait(), write("a", 100)) });
    expect(b.kernel.counts["fault copy-on-write"]).toBe(30);
  });

  test("shares its memory with its threads: what one has touched the others find", () => {
    const body = sequence(write("a", 100));
    const b = run({ p: sequence(map("a", 100), parallel(body, body, body)) });
    expect(b.kernel.counts["fault zero"]).toBe(100);
  });

  test("leaves nothing behind but what is cached of files", () => {
    const b = run({ p: sequence(map("a", 100), write("a", 100), touch(50), fork(touch(7)), wait(), exec("q", 20)) });
    const { memory } = b.kernel;
    expect(memory.spaces).toEqual({});
    expect(Object.values(memory.extents).reduce((sum, { count }) => sum + count, 0)).toBe(100 + 20);
    expect(memory.processes).toBe(0);
  });

  test("that accesses what it has not mapped, or more than a region has, fails the run by name", () => {
    expect(() => run({ p: write("a", 1) })).toThrow('p has no region "a"');
    expect(() => run({ p: sequence(map("a", 5), read("a", 6)) })).toThrow('p accesses 6 pages of "a", which has 5');
    expect(() => run({ p: readFile("f", 6, 5) })).toThrow('p accesses 6 pages of file "f", which has 5');
  });

  test("that was recorded gets no more pages than its recorded peak: faults beyond are on pages that it has", () => {
    const recorded = (peak?: number): Program =>
      repeat(5, { do: "run", user: 10, calls: {}, faults: 30, ...(peak === undefined ? {} : { peak }) });
    expect([pagesOf(recorded()), pagesOf(recorded(100)), pagesOf(recorded(1_000))]).toEqual([150, 100, 150]);
  });
});

describe("the page cache", () => {
  test("holds what has been read, for all: only the first reader waits for the disk, for 32 pages a request", () => {
    const reader = (name: string): Program => sequence(readFile("f", 100), mark(name));
    const b = run({ p: sequence(reader("first"), reader("second"), fork(reader("third")), wait()) }, disk);
    const { first = 0, second = 0 } = marksOf(b);
    expect(b.kernel.counts).toMatchObject({ "pages read": 100, "request disk": 4, "call file-read": 3 });
    expect(first).toBeGreaterThan(4 * 5_000);
    expect(second - first).toBe(10);
  });

  test("costs no time on any device where files have none", () => {
    expect(marksOf(run({ p: sequence(readFile("f", 100), mark("done")) })).done).toBe(10);
  });

  test("serves mapped files: a region of one is read where it is touched, once for all who map it", () => {
    const mapped = sequence(map("m", 64, { file: "f" }), read("m", 64));
    const b = run({ p: sequence(mapped, readFile("f", 64), fork(sequence(exec("x", 0), mapped)), wait()) }, disk);
    expect(b.kernel.counts).toMatchObject({ "pages read": 64, "fault file": 128, "fault major": 64 });
  });

  test("takes the image of a program from the disk the first time that it is executed", () => {
    const child = fork(exec("ls", 64), 0, "vfork");
    const b = run({ p: sequence(child, mark("one"), wait(), mark("two"), child, wait(), mark("three")) }, disk);
    const { two = 0, three = 0 } = marksOf(b);
    expect(b.kernel.counts["request disk"]).toBe(2);
    expect(two).toBeGreaterThan(10_000);
    expect(three - two).toBeLessThan(two - 10_000);
  });

  test("keeps what is written until it is reclaimed", () => {
    const b = run({ p: sequence(writeFile("f", 50), readFile("f", 50), compute(10)) }, disk);
    expect(b.kernel.counts).toMatchObject({ "call file-write": 1, "call file-read": 1 });
    expect(b.kernel.counts["request disk"]).toBeUndefined();
  });
});
