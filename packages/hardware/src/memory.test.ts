import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allocatePages, type Extent, emptyMemory, FREE, pagesOf, releasePages, splitExtent } from "./memory.ts";

const extent: Extent = {
  owner: "vm",
  count: 10,
  content: { kind: "file", file: "libc", offset: 5 },
  accessRate: 100,
  writeRate: 20,
};

describe("splitting an extent", () => {
  test("divides pages and rates, and content goes on where it was cut", () => {
    const [first, rest] = splitExtent(extent, 3);
    expect(first).toEqual({ ...extent, count: 3, accessRate: 30, writeRate: 6 });
    expect(rest).toEqual({
      ...extent,
      count: 7,
      content: { kind: "file", file: "libc", offset: 8 },
      accessRate: 70,
      writeRate: 14,
    });
  });

  test("shifts the pages of a process's own memory, and not zero", () => {
    const own = { kind: "private", process: "p", page: 1, version: 4 } as const;
    expect(splitExtent({ ...extent, content: own }, 2)[1].content).toEqual({ ...own, page: 3 });
    expect(splitExtent({ ...extent, content: { kind: "zero" } }, 2)[1].content).toEqual({ kind: "zero" });
  });

  test.each([0, 10, -1, 2.5])("after %s of 10 pages is an error", (count) => {
    expect(() => splitExtent(extent, count)).toThrow(`can't split an extent of 10 pages after ${count}; allowed is 1 to 9`);
  });
});

describe("memory", () => {
  test("is free at first, and cleared when it is given and when it is taken back", () => {
    const memory = allocatePages(emptyMemory(100), "vm", 30);
    expect([pagesOf(memory, "vm"), pagesOf(memory, FREE)]).toEqual([30, 70]);
    const dirty = { ...memory, extents: memory.extents.map((each) => ({ ...each, content: extent.content, accessRate: 9 })) };
    const back = releasePages(dirty, "vm", 30);
    expect(back.extents[0]).toEqual({ owner: FREE, count: 30, content: { kind: "zero" }, accessRate: 0, writeRate: 0 });
  });

  test("can't be given or taken beyond what there is", () => {
    const memory = allocatePages(emptyMemory(100), "vm", 30);
    expect(() => allocatePages(memory, "vm", 71)).toThrow(
      "can't give 71 pages to vm; allowed is 0 to 70, the pages that are free",
    );
    expect(() => releasePages(memory, "vm", 31)).toThrow(
      "can't take 31 pages from vm; allowed is 0 to 30, the pages that it has",
    );
    expect(() => allocatePages(memory, "vm", 1.5)).toThrow(RangeError);
  });

  test("conserves pages, and keeps every owner's count, through any gifts and returns", () => {
    const step = fc.record({
      owner: fc.constantFrom("a", "b", "c"),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      gives: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let memory = emptyMemory(1_000);
        const expected: Record<string, number> = { a: 0, b: 0, c: 0, [FREE]: 1_000 };
        for (const { owner, share, gives } of steps) {
          const [from, to] = gives ? [FREE, owner] : [owner, FREE];
          const count = Math.floor(share * (expected[from] as number));
          memory = gives ? allocatePages(memory, owner, count) : releasePages(memory, owner, count);
          expected[from] = (expected[from] as number) - count;
          expected[to] = (expected[to] as number) + count;
          for (const name in expected) expect(pagesOf(memory, name)).toBe(expected[name]);
          expect(memory.extents.every(({ count: pages }) => pages >= 1)).toBe(true);
          expect(memory.extents.reduce((sum, { count: pages }) => sum + pages, 0)).toBe(1_000);
        }
      }),
      { numRuns: 50 },
    );
  });

  test("comes together again in one extent when all is given back", () => {
    let memory = emptyMemory(1_000);
    for (let each = 0; each < 100; each += 1) memory = allocatePages(memory, `vm${each}`, 7);
    for (let each = 0; each < 100; each += 2) memory = releasePages(memory, `vm${each}`, 7);
    for (let each = 1; each < 100; each += 2) memory = releasePages(memory, `vm${each}`, 7);
    expect(memory).toEqual(emptyMemory(1_000));
  });
});
