import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compute, fork, mark, type Program, pipeOpen, pipeRead, pipeWrite, repeat, sequence, sleep, wait } from "../program.ts";
import { type KernelBench, kernelBench } from "../testing/kernel-bench.ts";

const END = 100_000_000;
const CAPACITY = 65_536;
const close = (pipe: number): Program => ({ do: "pipe-close", pipe });

function run(program: Program, options = {}): KernelBench {
  const b = kernelBench({ p: program }, options);
  b.until(END);
  return b;
}

/** The instant of a mark. */
function at(b: KernelBench, name: string): number {
  return Number(b.marks.find((each) => each.endsWith(` ${name}`))?.split(" ")[0]);
}

/** A child that writes; its parent gives its own write end up and reads. */
const piped = (child: Program, ...parent: readonly Program[]): Program => sequence(pipeOpen(0), fork(child), close(0), ...parent);

describe("a pipe", () => {
  test("lets a reader stand still until all that it asks for has come", () => {
    const child = sequence(sleep(10_000), pipeWrite(0, 60), sleep(10_000), pipeWrite(0, 60));
    const b = run(piped(child, pipeRead(0, 100), mark("read"), wait()));
    expect(at(b, "read")).toBeGreaterThan(20_000);
    expect(b.kernel.pipes["0/0/0"]).toMatchObject({ bytes: 20, writers: 0, readers: [], blockedWriters: [] });
  });

  test("tells of the end of data when the last writer has gone, with what is left of it", () => {
    const child = sequence(sleep(10_000), pipeWrite(0, 60));
    const b = run(piped(child, pipeRead(0, 100), mark("read"), pipeRead(0, 100), mark("end"), wait()));
    expect(at(b, "read")).toBeGreaterThan(10_000);
    expect(at(b, "end")).toBeGreaterThan(at(b, "read"));
    expect(b.endings).toHaveLength(1);
  });

  test("has not ended while any process holds a write end", () => {
    const child = sequence(sleep(50_000), compute(10));
    const b = run(sequence(pipeOpen(0), fork(child), close(0), pipeRead(0, 1), mark("end"), wait()));
    expect(at(b, "end")).toBeGreaterThan(50_000);
    const own = run(
      sequence(pipeOpen(0), fork(pipeRead(0, 1)), sleep(20_000), close(0), mark("closed"), wait(), mark("child ended")),
    );
    expect(own.endings).toHaveLength(0);
  });

  test("wakes those who wait for the end when another has read the last of the data", () => {
    const child = sequence(pipeWrite(0, 100));
    const waiter = sequence(close(0), { do: "pipe-read", pipe: 0, bytes: 0, requests: 1 }, mark("end"));
    const b = run(
      sequence(
        pipeOpen(0),
        fork(child, 1),
        wait(1),
        fork(waiter, 2),
        close(0),
        sleep(30_000),
        pipeRead(0, 100),
        wait(2),
        mark("done"),
      ),
    );
    expect(at(b, "end")).toBeGreaterThan(30_000);
    expect(b.endings).toHaveLength(1);
  });

  test("holds 65,536 bytes; a writer of more stands still until they have found room", () => {
    const child = sequence(pipeWrite(0, CAPACITY), mark("full"), pipeWrite(0, 10), mark("more"));
    const b = run(piped(child, sleep(50_000), pipeRead(0, 5), sleep(50_000), pipeRead(0, 5), wait()));
    expect(at(b, "full")).toBeLessThan(10_000);
    expect(at(b, "more")).toBeGreaterThan(100_000);
    expect(b.kernel.pipes["0/0/0"]?.bytes).toBe(CAPACITY);
  });

  test("lets any number of bytes through in one write, filled and emptied in turns", () => {
    for (const processors of [1, 2]) {
      const child = sequence(pipeWrite(0, 10 * CAPACITY + 7), mark("written"));
      const b = run(piped(child, repeat(10, pipeRead(0, CAPACITY)), pipeRead(0, 7), mark("read"), wait()), { processors });
      expect(b.endings).toHaveLength(1);
      expect(b.kernel.pipes["0/0/0"]?.bytes).toBe(0);
    }
  });

  test("serves writers that wait in the order in which they came", () => {
    const writer = (name: string): Program => sequence(pipeWrite(0, CAPACITY), mark(name));
    const b = run(
      sequence(
        pipeOpen(0),
        fork(writer("first"), 1),
        sleep(5_000),
        fork(writer("second"), 2),
        sleep(5_000),
        fork(writer("third"), 3),
        sleep(5_000),
        repeat(3, sequence(pipeRead(0, CAPACITY), sleep(5_000))),
        wait(1),
        wait(2),
        wait(3),
      ),
    );
    expect(b.marks.map((each) => each.split(" ")[1])).toEqual(["first", "second", "third"]);
  });

  test("counts a call for every request", () => {
    const b = run(
      sequence(
        pipeOpen(0),
        { do: "pipe-write", pipe: 0, bytes: 100, requests: 4 },
        { do: "pipe-read", pipe: 0, bytes: 100, requests: 2 },
      ),
    );
    expect(b.kernel.counts).toMatchObject({ "call pipe-open": 1, "call pipe-write": 4, "call pipe-read": 2 });
  });

  test("belongs to one program: another's of the same number is another pipe", () => {
    const writes = sequence(pipeOpen(0), pipeWrite(0, 10), sleep(10_000));
    const b = kernelBench({ a: writes, b: sequence(pipeOpen(0), pipeWrite(0, 3), sleep(10_000)) });
    b.until(5_000);
    expect([b.kernel.pipes["0/0/0"]?.bytes, b.kernel.pipes["1/0/0"]?.bytes]).toEqual([10, 3]);
  });

  test("conserves bytes, and nobody is forgotten, whatever is written and read by any number of processes", () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 2 * CAPACITY }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(amounts, { minLength: 1, maxLength: 3 }),
        fc.array(fc.integer({ min: 5_000, max: CAPACITY }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 0, max: 5 }),
        (writers, reads, processors, permuteTies) => {
          const writing = writers.map((list, label) =>
            fork(sequence(...list.map((bytes) => sequence(compute(bytes % 977), pipeWrite(0, bytes)))), label),
          );
          const total = writers.flat().reduce((sum, bytes) => sum + bytes, 0);
          const reading = Array.from({ length: Math.ceil(total / reads.reduce((sum, bytes) => sum + bytes, 0)) }, () =>
            reads.map((bytes) => pipeRead(0, bytes)),
          ).flat();
          const program = sequence(
            pipeOpen(0),
            ...writing,
            close(0),
            ...reading,
            ...writers.map((_, label) => wait(label)),
            mark("done"),
          );
          const b = run(program, { processors, permuteTies });
          expect(b.endings).toHaveLength(1);
          expect(b.kernel.pipes["0/0/0"]).toEqual({ bytes: 0, writers: 0, readers: [], blockedWriters: [] });
        },
      ),
      { numRuns: 25 },
    );
  });
});
