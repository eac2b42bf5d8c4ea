import { ms } from "@crosstalk/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exec, forever, fork, map, mark, type Program, repeat, sequence, sleep, touch, wait, write } from "../../program.ts";
import { type KernelBench, kernelBench } from "../../testing/kernel-bench.ts";
import { memoryProblems } from "../../testing/memory-problems.ts";
import { addresses, context } from "../../testing/names-bench.ts";
import { residentPages } from "./context-limit.ts";
import { createMemory } from "./frames.ts";

const PAGES = 4_000;
const LIMIT = 1_000;
const memory = { swap: { pages: 2_000, device: "disk" } };

interface World extends KernelBench {
  readonly killed: string[];
  readonly failed: string[];
}

/** A bomb in context 2, limited or not, beside a victim in context 3. */
function world(programs: Readonly<Record<"bomb" | "victim", Program>>, limits: object, checks: object = {}): World {
  const b = kernelBench(programs, {
    pages: PAGES,
    devices: [{ name: "disk", service: 5_000 }],
    kernel: { imagePages: 10, memory, naming: { addresses, checks } },
    tenants: { bomb: context(2, { limits }), victim: context(3) },
  });
  const killed: string[] = [];
  const failed: string[] = [];
  b.simulation.observe("kernel").subscribe((event) => {
    if (event.type === "OUT_OF_MEMORY") killed.push(String(event.process));
    if (event.type === "FORK_FAILED") failed.push(String(event.lacking));
  });
  return Object.assign(b, { killed, failed });
}

const bomb: Program = sequence(sleep(ms(1)), forever(sequence(map("heap", 100), write("heap", 100), mark("grown"))));
const victim: Program = sequence(map("heap", 500), repeat(4, sequence(write("heap", 500), sleep(ms(20)))));
const grown = (b: KernelBench): number => b.marks.filter((each) => each.endsWith(" grown")).length;

describe("a context's limit of pages", () => {
  test("kills a memory bomb in it before anybody else's pages are wanted, and nobody else", () => {
    const b = world({ bomb, victim }, { pages: LIMIT });
    b.until(ms(120));
    expect(b.killed).toEqual(["bomb"]);
    expect(grown(b)).toBe(9);
    expect(b.kernel.counts["pages reclaimed"]).toBeUndefined();
    expect(b.endings.map((each) => each.split(" ")[1])).toEqual(["bomb", "victim"]);
    expect(memoryProblems(b.kernel.memory, createMemory("k", PAGES, memory).kernel)).toEqual([]);
  });

  test.each([
    ["absent", {}, {}],
    ["not made by the kernel", { pages: LIMIT }, { limits: false }],
  ])("%s has the bomb swap the victim out, for the memory is one", (_, limits, checks) => {
    const b = world({ bomb, victim }, limits, checks);
    b.until(ms(120));
    expect(grown(b)).toBeGreaterThan(25);
    expect(b.kernel.counts["fault major"]).toBeGreaterThanOrEqual(450);
  });

  test("is for all processes of the context together, and counts what two map for both", () => {
    const family = sequence(map("heap", 400), write("heap", 400), fork(sleep(ms(20)), 1), fork(sleep(ms(20)), 2));
    const b = world({ bomb: sequence(family, mark("grown"), wait(1)), victim }, { pages: LIMIT });
    b.until(ms(10));
    expect(b.failed).toEqual(["memory"]);
    expect(residentPages(b.kernel.memory, 2)).toBe(820);
  });

  test("holds for pages that are touched without a region, and for a new image", () => {
    for (const program of [touch(LIMIT), sequence(touch(900), exec("large", 1_100))]) {
      const b = world({ bomb: sequence(program, mark("grown")), victim }, { pages: LIMIT });
      b.until(ms(10));
      expect(b.killed).toEqual(["bomb"]);
      expect(grown(b)).toBe(0);
    }
    const b = world({ bomb: sequence(touch(900), exec("small", 990), mark("grown")), victim }, { pages: LIMIT });
    b.until(ms(10));
    expect(grown(b)).toBe(1);
  });

  test("is never exceeded, and the victim never killed, whatever the context does", () => {
    const step: fc.Arbitrary<Program> = fc.oneof(
      fc.integer({ min: 1, max: 400 }).map((pages) => sequence(map("heap", pages), write("heap", pages))),
      fc.integer({ min: 1, max: 300 }).map((pages) => touch(pages)),
      fc.integer({ min: 1, max: 3 }).map((label) => fork(sequence(touch(50), write("heap", 1), sleep(ms(5))), label)),
      fc.integer({ min: 1, max: 50 }).map((time) => sleep(time * 10_000)),
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        const b = world({ bomb: sequence(map("heap", 1), ...steps), victim }, { pages: LIMIT });
        for (let at = 1; at <= 40; at += 1) {
          b.until(ms(at) / 2);
          expect(residentPages(b.kernel.memory, 2)).toBeLessThanOrEqual(LIMIT);
        }
        b.until(ms(40));
        expect(b.kernel.endings.filter(({ tenant, killed }) => tenant === 1 && killed)).toEqual([]);
      }),
      { seed: 20051204, numRuns: 40 },
    );
  });
});
