import { type Content, contentAt } from "@crosstalk/hardware";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { memoryProblems, reads } from "../testing/memory-problems.ts";
import { testMemory, writes } from "../testing/test-memory.ts";
import { sharedPages, zeroMappings } from "./host-pages.ts";
import type { MemoryContext } from "./memory-state.ts";
import { pagesIn } from "./page-runs.ts";
import { sharePages } from "./sharing.ts";

const file = (offset: number, name = "f"): Content => ({ kind: "file", file: name, offset });
const own = (process: string, page = 0): Content => ({ kind: "private", process, page, version: 1 });
const states = ({ machines }: MemoryContext, id: number) => machines[id]?.runs.map(({ count, state }) => `${count} ${state}`);

/** Two VMs of 32 pages on a host of 100; the first 16 of each hold pages 0 to 15 of a file, the next 8 what is their own. */
function twoAlike(): MemoryContext {
  const context = testMemory(100, [32, 32]);
  for (const id of [0, 1]) {
    writes(context, id, 0, 16, file(0));
    writes(context, id, 16, 8, own(`vm${id}`));
  }
  return context;
}

describe("pages of equal content", () => {
  test("are shared when the scan comes to the second: the first leaves a hint", () => {
    const context = twoAlike();
    sharePages(context, 0, 0, 16);
    expect(states(context, 0)).toEqual(["16 hint", "8 private", "8 private"]);
    expect(context.free).toBe(100 - 64);
    expect(sharePages(context, 1, 4, 4)).toEqual({ hashed: 8, compared: 4, shared: 8 });
    expect(states(context, 0)).toEqual(["4 hint", "4 shared", "8 hint", "8 private", "8 private"]);
    expect(states(context, 1)).toEqual(["4 private", "4 shared", "8 private", "8 private", "8 private"]);
    expect(context.free).toBe(100 - 64 + 4);
    expect(memoryProblems(context)).toEqual([]);
  });

  test("are shared wherever they lie, and by as many VMs as have them", () => {
    const context = testMemory(100, [16, 16, 16]);
    writes(context, 0, 0, 8, file(0));
    writes(context, 1, 5, 8, file(2));
    writes(context, 2, 1, 4, file(3));
    for (const id of [0, 1, 2]) sharePages(context, id, 0, 16);
    expect(context.table["file f"]?.map(({ start, count, references }) => [start, count, references])).toEqual([
      [0, 2, 0],
      [2, 1, 2],
      [3, 4, 3],
      [7, 1, 2],
      [8, 2, 0],
    ]);
    expect(memoryProblems(context)).toEqual([]);
  });

  test("are shared within a VM, too; those of zeros all on one page", () => {
    const context = testMemory(100, [32, 32]);
    sharePages(context, 0, 0, 32);
    expect(context.free).toBe(100 - 64 + 31);
    sharePages(context, 1, 8, 8);
    expect(zeroMappings(context)).toBe(40);
    expect(sharedPages(context)).toEqual({ pages: 1, mappings: 40 });
    expect(context.counts.mergedZero).toBe(40);
    expect(memoryProblems(context)).toEqual([]);
  });

  test("of which there is only one leave a hint, which goes when the page is written", () => {
    const context = testMemory(100, [32, 32]);
    writes(context, 0, 0, 8, own("a"));
    sharePages(context, 0, 0, 8);
    expect(context.table["private a 1"]).toHaveLength(1);
    writes(context, 0, 2, 1, own("b"));
    writes(context, 1, 0, 8, own("a"));
    sharePages(context, 1, 0, 8);
    expect(pagesIn(context.machines[1] as never, "shared")).toBe(7);
    expect(memoryProblems(context)).toEqual([]);
  });
});

describe("a shared page that is written", () => {
  test("is copied: its writer has a page of its own, its neighbour reads what it read before", () => {
    const context = twoAlike();
    sharePages(context, 0, 0, 16);
    sharePages(context, 1, 0, 16);
    expect(context.free).toBe(100 - 64 + 16);
    writes(context, 1, 3, 2, own("new"));
    expect(context.free).toBe(100 - 64 + 14);
    expect(context.machines[1]?.due).toEqual({ broken: 2, provided: 0, swappedIn: 0 });
    expect(context.machines[0]?.due.broken).toBe(0);
    expect(reads(context, 0, 3, file(3))).toBe(true);
    expect(reads(context, 1, 4, contentAt(own("new"), 1))).toBe(true);
    expect(memoryProblems(context)).toEqual([]);
  });

  test("gives its page back when the last of those who share it writes", () => {
    const context = twoAlike();
    sharePages(context, 0, 0, 16);
    sharePages(context, 1, 0, 16);
    writes(context, 0, 0, 16, own("x"));
    writes(context, 1, 0, 16, own("y"));
    expect(context.free).toBe(100 - 64);
    expect(context.table["file f"]).toBeUndefined();
    expect(context.counts.broken).toBe(32);
  });

  test("is copied even if what is written is what it holds", () => {
    const context = testMemory(100, [32, 32]);
    sharePages(context, 0, 0, 32);
    writes(context, 0, 5, 1, { kind: "zero" });
    expect(context.machines[0]?.due.broken).toBe(1);
    expect(context.free).toBe(100 - 64 + 30);
  });
});

const contents: fc.Arbitrary<Content> = fc.oneof(
  fc.constant<Content>({ kind: "zero" }),
  fc.nat(20).map((offset) => file(offset)),
  fc.record({ kind: fc.constant("private" as const), process: fc.constantFrom("a", "b"), page: fc.nat(5), version: fc.nat(2) }),
);
const stretch = { id: fc.nat(2), first: fc.nat(23), count: fc.integer({ min: 1, max: 12 }) };
const steps = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant("write" as const), ...stretch, content: contents }),
    fc.record({ do: fc.constant("share" as const), ...stretch }),
  ),
  { maxLength: 40 },
);

test("whatever is written and scanned, every VM reads what it wrote last, and no page of the host is lost", () => {
  fc.assert(
    fc.property(steps, (all) => {
      const context = testMemory(120, [24, 24, 24]);
      const truth = context.machines.map(() => Array.from({ length: 24 }, (): Content => ({ kind: "zero" })));
      for (const step of all) {
        const count = Math.min(step.count, 24 - step.first);
        if (step.do === "share") sharePages(context, step.id, step.first, count);
        else {
          writes(context, step.id, step.first, count, step.content);
          for (let page = 0; page < count; page += 1)
            (truth[step.id] as Content[])[step.first + page] = contentAt(step.content, page);
        }
        expect(memoryProblems(context)).toEqual([]);
      }
      truth.forEach((pages, id) => {
        pages.forEach((content, page) => {
          expect(reads(context, id, page, content)).toBe(true);
        });
      });
    }),
    { numRuns: 150 },
  );
});
