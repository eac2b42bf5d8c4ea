import type { ModelEvent } from "@crosstalk/engine";
import { type Content, type FramesEvent, type MemoryWatcher, sameContent } from "@crosstalk/hardware";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { memoryProblems } from "../../testing/memory-problems.ts";
import { accessRegion, demandOf, noAccess } from "./access.ts";
import { contentAt } from "./content.ts";
import { frameContents } from "./frame-contents.ts";
import { createMemory, extentOf, takeForKernel } from "./frames.ts";
import { growHeap, growMapped, mapImage, shrink } from "./heap.ts";
import { absentPages, bringIn, cacheOf, changeFile, readCached } from "./page-cache.ts";
import { reclaim } from "./reclaim.ts";
import { addRegion, createSpace, findRegion, forkSpace, leaveSpace, removeRegion } from "./spaces.ts";
import type { Holder, MemoryState, Space } from "./state.ts";
import { tellWatcher } from "./telling.ts";
import { visibleMemory } from "./visible.ts";
import { watermarksOf } from "./watermarks.ts";

const PAGES = 400;

function world(watcher?: MemoryWatcher): { memory: MemoryState; kernel: number } {
  const memory = createMemory("k", PAGES, { kernelPages: 20, swap: { pages: 60 } }, watcher);
  return { memory, kernel: memory.kernel };
}

/** Contents of the pages that a region has, page by page. */
function bytes(memory: MemoryState, region: Holder): Record<number, string> {
  const pages: Record<number, string> = {};
  for (const { extent, start, count } of region.runs)
    for (let n = 0; n < count; n += 1) pages[start + n] = JSON.stringify(contentAt(extentOf(memory, extent).content, n));
  return pages;
}

/** Reads or writes if there are frames for it. */
function access(memory: MemoryState, region: Holder, start: number, count: number, writes: boolean) {
  const seen = noAccess();
  if (demandOf(memory, region, start, count, writes) + 4 > memory.free) return seen;
  accessRegion(memory, region, start, count, writes, seen);
  return seen;
}

const anonymous = { kind: "anonymous", name: "a", file: null, pages: 50 } as const;
const privately = { kind: "private", name: "p", file: "f", pages: 50 } as const;
const shared = { kind: "shared", name: "s", file: "f", pages: 50 } as const;

type Step = readonly [what: number, who: number, start: number, count: number];

/** Does one of all things that can be done to memory. */
function perform(memory: MemoryState, spaces: Space[], [what, who, start, count]: Step): void {
  memory.at += 1;
  const space = spaces[who % Math.max(1, spaces.length)];
  const pages = Math.min(count, 50 - start);
  if (what === 0 || space === undefined) {
    if (spaces.length >= 5 || memory.free < 40) return;
    const made = createSpace(memory);
    for (const region of [anonymous, privately, shared]) addRegion(memory, made, region);
    spaces.push(made);
  } else if (what === 1 && spaces.length < 6 && memory.free > 40) spaces.push(forkSpace(memory, space));
  else if (what === 2) leaveSpace(memory, spaces.splice(spaces.indexOf(space), 1)[0] as Space);
  else if (what <= 8) {
    const region = findRegion(memory, space, ["a", "p", "s"][what % 3] as string);
    if (region !== undefined) access(memory, region, start, pages, what < 6);
  } else if (what === 9 && memory.free > count + 4) growHeap(memory, space, count);
  else if (what === 10 && memory.free > count + 4) growMapped(memory, space, "g", count);
  else if (what === 11) shrink(memory, space, count);
  else if (what === 12) reclaim(memory, count);
  else if (what === 13 && memory.free > pages) readCached(memory, cacheOf(memory, "f"), start, pages);
  else if (what === 14 && memory.free > pages) {
    bringIn(memory, cacheOf(memory, "f"), start, pages);
    changeFile(memory, cacheOf(memory, "f"), start, pages);
  } else if (what === 15 && memory.free > 24) mapImage(memory, space, "image", 20);
  else if (what === 16) {
    const region = findRegion(memory, space, "a");
    if (region !== undefined) removeRegion(memory, space, region);
    addRegion(memory, space, anonymous);
  }
}

const step = fc.tuple(fc.nat(16), fc.nat(9), fc.nat(49), fc.integer({ min: 1, max: 50 }));

describe("a kernel's memory", () => {
  test("has every frame in one place, whatever processes do, and references that match the mappings", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { memory, kernel } = world();
        const spaces: Space[] = [];
        for (const each of steps) {
          perform(memory, spaces, each);
          expect(memoryProblems(memory, kernel)).toEqual([]);
        }
        const visible = visibleMemory(memory);
        expect(visible.reduce((sum, { count }) => sum + count, 0)).toBe(PAGES);
        for (const space of spaces) leaveSpace(memory, space);
        reclaim(memory, PAGES);
        expect([memory.free, memory.swapped]).toEqual([PAGES - kernel, 0]);
      }),
    );
  });

  test("tells who watches the machine's memory of all that its frames hold, and has each frame once", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
        const { memory } = world({ path: "below", id: 3, balloon: true });
        const below: Content[] = Array.from({ length: PAGES }, () => ({ kind: "zero" }));
        const spaces: Space[] = [];
        for (const each of steps) {
          perform(memory, spaces, each);
          const out: ModelEvent[] = [];
          tellWatcher(memory, out);
          const { written = [] } = (out[0] ?? {}) as Partial<FramesEvent>;
          for (const { first, count, content } of written)
            for (let n = 0; n < count; n += 1) below[first + n] = contentAt(content, n);
          const known = frameContents(memory);
          for (const { first, count, content } of known)
            for (let n = 0; n < count; n += 1) expect(sameContent(below[first + n] as Content, contentAt(content, n))).toBe(true);
          const { free, kernel } = memory.physical ?? { free: [], kernel: [] };
          const numbers = [...known, ...free, ...kernel].flatMap(({ first, count }) =>
            Array.from({ length: count }, (_, n) => first + n),
          );
          expect(new Set(numbers).size).toBe(PAGES);
          expect(numbers).toHaveLength(PAGES);
        }
      }),
      { numRuns: 50 },
    );
  });

  test("has the same places and contents whether anybody watches or not", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
        const [watched, unwatched] = [world({ path: "below", id: 3, balloon: true }), world()].map(({ memory }) => {
          const spaces: Space[] = [];
          for (const each of steps) perform(memory, spaces, each);
          const { physical: _, extents, ...rest } = memory;
          return { ...rest, extents: Object.values(extents).map(({ frames: __, ...extent }) => extent) };
        });
        expect(watched).toEqual(unwatched);
      }),
      { numRuns: 50 },
    );
  });

  test("shows no process what another has written to memory that is not shared", () => {
    const write = fc.tuple(fc.boolean(), fc.constantFrom("a", "p"), fc.nat(49), fc.integer({ min: 1, max: 50 }));
    fc.assert(
      fc.property(fc.array(write, { maxLength: 6 }), fc.array(write, { minLength: 1, maxLength: 12 }), (before, after) => {
        const { memory } = world();
        const parent = createSpace(memory);
        for (const region of [anonymous, privately]) addRegion(memory, parent, region);
        const regionOf = (space: Space, name: string) => findRegion(memory, space, name) as Holder;
        for (const [, name, start, count] of before)
          access(memory, regionOf(parent, name), start, Math.min(count, 50 - start), true);
        const child = forkSpace(memory, parent);
        for (const name of ["a", "p"])
          expect(bytes(memory, regionOf(child, name))).toEqual(bytes(memory, regionOf(parent, name)));
        for (const [byChild, name, start, count] of after) {
          memory.at += 1;
          const [writer, other] = byChild ? [child, parent] : [parent, child];
          const seen = bytes(memory, regionOf(other, name));
          const own = bytes(memory, regionOf(writer, name));
          const pages = Math.min(count, 50 - start);
          access(memory, regionOf(writer, name), start, pages, true);
          expect(bytes(memory, regionOf(other, name))).toEqual(seen);
          const now = bytes(memory, regionOf(writer, name));
          for (let page = 0; page < 50; page += 1) {
            if (page >= start && page < start + pages) expect([own[page], seen[page]]).not.toContain(now[page]);
            else expect(now[page]).toBe(own[page]);
          }
        }
      }),
    );
  });

  test("keeps what was written over being reclaimed and read again", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.integer({ min: 1, max: 200 }), (steps, frames) => {
        const { memory } = world();
        const spaces: Space[] = [];
        for (const each of steps) perform(memory, spaces, each);
        const regions = spaces.flatMap(({ regions }) => regions.map((id) => memory.holders[id] as Holder));
        const before = regions.map((region) => bytes(memory, region));
        memory.at += 1;
        reclaim(memory, frames);
        regions.forEach((region, index) => {
          if (region.pages === 0 || demandOf(memory, region, 0, region.pages, false) + 4 > memory.free) return;
          access(memory, region, 0, region.pages, false);
          expect(bytes(memory, region)).toMatchObject(before[index] as object);
        });
      }),
    );
  });
});

describe("memory in extents", () => {
  test("stays small: writing a region from end to end again and again leaves few", () => {
    const { memory } = world();
    const space = createSpace(memory);
    const region = addRegion(memory, space, { ...anonymous, pages: 200 });
    for (let at = 0; at < 2_000; at += 7) {
      memory.at += 1;
      access(memory, region, at % 194, 7, true);
    }
    expect(region.runs.length).toBeLessThan(60);
    memory.at += 1;
    access(memory, region, 0, 200, true);
    expect(region.runs).toHaveLength(1);
  });

  test("is cleared at the first touch, copied at the first write after a fork, and neither after that", () => {
    const { memory } = world();
    const space = createSpace(memory);
    const region = addRegion(memory, space, anonymous);
    expect(access(memory, region, 0, 30, true)).toEqual({ zero: 30, copied: 0, file: 0, swappedIn: 0, read: 0 });
    expect(access(memory, region, 0, 30, true)).toEqual(noAccess());
    const child = forkSpace(memory, space);
    const copy = findRegion(memory, child, "a") as Holder;
    expect(access(memory, copy, 10, 5, false)).toEqual(noAccess());
    expect(access(memory, copy, 10, 5, true)).toMatchObject({ copied: 5 });
    expect(access(memory, region, 0, 30, true)).toMatchObject({ copied: 25 });
  });

  test("holds pages of a file once, however many map them", () => {
    const { memory } = world();
    const free = memory.free;
    const spaces = [0, 1, 2].map(() => createSpace(memory));
    const read = spaces.map((space) => mapImage(memory, space, "ls", 50));
    expect(read).toEqual([50, 0, 0]);
    expect(memory.free).toBe(free - 3 * 4 - 50);
  });

  test("of a file that is written is changed for all who map it shared, and for none who has written to its own copy", () => {
    const { memory } = world();
    const space = createSpace(memory);
    const [mine, ours] = [privately, shared].map((region) => addRegion(memory, space, region)) as [Holder, Holder];
    access(memory, mine, 0, 10, true);
    const before = bytes(memory, mine);
    access(memory, ours, 0, 20, true);
    expect(bytes(memory, mine)).toEqual(before);
    access(memory, mine, 10, 10, false);
    expect(bytes(memory, mine)[15]).toBe(bytes(memory, ours)[15]);
    expect(absentPages(memory, cacheOf(memory, "f"), 0, 50)).toBe(30);
  });
});

describe("reclaim", () => {
  test("takes clean pages of files before written ones, and those before what processes have mapped, oldest first", () => {
    const { memory } = world();
    const space = createSpace(memory);
    const region = addRegion(memory, space, anonymous);
    access(memory, region, 0, 20, true);
    memory.at = 1;
    access(memory, region, 20, 20, true);
    memory.at = 2;
    readCached(memory, cacheOf(memory, "dirty"), 0, 10);
    changeFile(memory, cacheOf(memory, "dirty"), 0, 10);
    readCached(memory, cacheOf(memory, "clean"), 0, 10);
    expect(reclaim(memory, 10)).toEqual({ pages: 10, swapped: 0, written: 0 });
    expect(reclaim(memory, 15)).toEqual({ pages: 15, swapped: 5, written: 10 });
    expect(region.runs.map(({ extent }) => extentOf(memory, extent).place)).toEqual(["swap", "memory", "memory"]);
    expect(reclaim(memory, 100)).toEqual({ pages: 35, swapped: 35, written: 0 });
    expect(reclaim(memory, 100).pages).toBe(0);
  });

  test("stops where the swap area is full, and drops pages that have only been read without writing them", () => {
    const { memory } = world();
    const space = createSpace(memory);
    const region = addRegion(memory, space, { ...anonymous, pages: 100 });
    access(memory, region, 0, 80, true);
    access(memory, region, 80, 20, false);
    expect(reclaim(memory, 100)).toEqual({ pages: 80, swapped: 60, written: 0 });
    expect(space).toMatchObject({ pages: 80, swapped: 60 });
  });

  test.each([
    [4_096, 128, 160, 192],
    [524_288, 1_448, 1_810, 2_172],
    [100, 32, 40, 48],
  ])("begins and ends at Linux's watermarks: on %i pages", (pages, min, low, high) => {
    expect(watermarksOf(pages)).toEqual({ min, low, high });
  });
});

test("a machine that has no more pages than its kernel takes is refused", () => {
  expect(() => createMemory("k", 1_000)).toThrow("k: the machine has 1000 pages; allowed is more than 1032");
});

test("a kernel that has no frame left for its tables says so", () => {
  const { memory } = world();
  expect(() => takeForKernel(memory, memory.free + 1)).toThrow("no frames left for its own tables");
});
