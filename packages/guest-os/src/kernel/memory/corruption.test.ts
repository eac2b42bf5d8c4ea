import { describe, expect, test } from "vitest";
import { compute, forever, fork, repeat, sequence, sleep, strayWrite, touch } from "../../program.ts";
import { kernelBench } from "../../testing/kernel-bench.ts";

const PAGES = 400;
/** A process that has pages of its own, and lives on. */
const owner = sequence(touch(PAGES), forever(sequence(compute(5_000), sleep(200_000))));
const writer = (times: number) => sequence(sleep(1_000_000), repeat(times, strayWrite()), compute(1_000));
const programs = (times: number) => ({ a: owner, b: owner, w: writer(times) });
const run = (seed: number, times = 1) => {
  const b = kernelBench(programs(times), { seed });
  b.until(3_000_000);
  return b;
};
const alive = ({ processes }: ReturnType<typeof run>) => Object.keys(processes).join("");

describe("a stray write of the kernel", () => {
  test("hits one frame, which holds what nobody else's does, and its owner dies when it goes on", () => {
    const hit = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((seed) => {
      const b = run(seed);
      expect(b.kernel.corrupted).toHaveLength(1);
      return alive(b);
    });
    // Each of a and b has 500 of 1,100 pages; the writer, which ends by itself, the rest.
    expect(new Set(hit)).toEqual(new Set(["a", "b", "ab"]));
  });

  test("is told with the processes that have the page mapped, which die of it", () => {
    const told = [1, 2, 3, 4, 5, 6].map((seed) => {
      const b = kernelBench(programs(1), { seed });
      const mappedBy: unknown[] = [];
      b.simulation.observe("kernel", "CORRUPTED").subscribe((event) => mappedBy.push(...(event.mappedBy as unknown[])));
      b.until(3_000_000);
      expect(mappedBy).toHaveLength(1);
      const [owner] = mappedBy.map(String);
      for (const name of ["a", "b"]) expect(owner?.endsWith(`/${name}`)).toBe(!alive(b).includes(name));
      return owner;
    });
    expect(new Set(told).size).toBeGreaterThan(1);
  });

  test("goes on hitting others, until no process is left", () => {
    expect(alive(run(1, 40))).toBe("");
  });

  test("to a page that several processes share kills all of them", () => {
    const loop = forever(sequence(compute(5_000), sleep(200_000)));
    const left = [1, 2, 3, 4, 5, 6].map((seed) => {
      const b = kernelBench({ a: sequence(fork(loop), loop), w: writer(1) }, { seed });
      b.until(3_000_000);
      return Object.keys(b.processes).join(" ");
    });
    expect(new Set(left)).toEqual(new Set(["a a.0", ""]));
  });

  test("keeps frames: each is free, the kernel's, or in one extent", () => {
    const { memory } = run(4, 25).kernel;
    const held = Object.values(memory.extents).reduce((sum, { count, place }) => (place === "memory" ? sum + count : sum), 0);
    expect(memory.free + memory.kernel + held).toBe(memory.pages);
  });

  test("is restored exactly from a save after it", () => {
    const straight = run(5, 3);
    const b = kernelBench(programs(3), { seed: 5 });
    b.until(1_003_000);
    const restored = kernelBench(programs(3), { seed: 5 });
    restored.simulation.restore(JSON.parse(JSON.stringify(b.save())));
    restored.until(3_000_000);
    expect(restored.kernel).toEqual(straight.kernel);
  });
});
