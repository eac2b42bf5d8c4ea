import { type Content, contentAt, sameContent } from "@crosstalk/hardware";
import { placeOf } from "../memory/hash-table.ts";
import { sharedPages } from "../memory/host-pages.ts";
import type { MemoryContext } from "../memory/memory-state.ts";
import { pagesIn } from "../memory/page-runs.ts";

/** Everything by which a memory manager's state breaks a law; empty: none. */
export function memoryProblems(context: MemoryContext): string[] {
  return [...sums(context), ...runs(context), ...references(context), ...hints(context)];
}

/** The pages of all owners add up to the host's. */
function sums(context: MemoryContext): string[] {
  const own = context.machines.reduce((sum, machine) => sum + pagesIn(machine, "private", "hint"), 0);
  const { pages } = sharedPages(context);
  const all = context.free + own + pages;
  const problems = all === context.pages ? [] : [`${all} pages of ${context.pages}: ${own} own, ${pages} shared`];
  return context.free < 0 ? [...problems, `${context.free} free pages`] : problems;
}

function runs({ machines }: MemoryContext): string[] {
  return machines.flatMap(({ name, pages, runs: all }) => {
    let next = 0;
    const wrong = all.flatMap(({ start, count }) => {
      const isRight = start === next && count >= 1;
      next = start + count;
      return isRight ? [] : [`${name} has a gap or an overlap at page ${start}`];
    });
    return next === pages ? wrong : [...wrong, `${name} has ${next} pages of ${pages}`];
  });
}

/** Each page that is shared has an entry that counts its mappings. */
function references({ machines, table }: MemoryContext): string[] {
  const mappings = new Map<string, number>();
  for (const { runs: all } of machines) {
    for (const { count, content, state } of all) {
      if (state !== "shared") continue;
      for (let page = 0; page < count; page += 1) add(mappings, keyOf(contentAt(content, page)));
    }
  }
  const entries = Object.entries(table).flatMap(([family, list]) =>
    list.flatMap(({ start, count, references: known }) =>
      known === 0 ? [] : Array.from({ length: count }, (_, page) => [`${family} ${start + page}`, known] as const),
    ),
  );
  const wrong = entries.flatMap(([key, known]) => {
    const found = mappings.get(key) ?? 0;
    mappings.delete(key);
    return found === known ? [] : [`${key} is mapped ${found} times, counted ${known}`];
  });
  return [...wrong, ...[...mappings.keys()].map((key) => `${key} is mapped, but not in the table`)];
}

/** Each hint tells of a page that holds what the hint says. */
function hints({ machines, table }: MemoryContext): string[] {
  return Object.entries(table).flatMap(([family, list]) =>
    list.flatMap(({ start, count, references: known, machine, page }) => {
      if (known > 0) return [];
      return Array.from({ length: count }, (_, by) => {
        const run = machines[machine]?.runs.find((each) => page + by >= each.start && page + by < each.start + each.count);
        const content = run === undefined ? undefined : contentAt(run.content, page + by - run.start);
        const isRight = run?.state === "hint" && content !== undefined && keyOf(content) === `${family} ${start + by}`;
        return isRight
          ? ""
          : `the hint of ${family} ${start + by} is at page ${page + by} of VM ${machine}, which is ${run?.state}`;
      }).filter((problem) => problem !== "");
    }),
  );
}

function keyOf(content: Content): string {
  const { family, at } = placeOf(content);
  return `${family} ${at}`;
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** What a VM reads of one of its pages. */
export function contentOf({ machines }: MemoryContext, machine: number, page: number): Content | undefined {
  const run = machines[machine]?.runs.find(({ start, count }) => page >= start && page < start + count);
  return run === undefined ? undefined : contentAt(run.content, page - run.start);
}

/** Whether a VM's page reads so. */
export function reads(context: MemoryContext, machine: number, page: number, content: Content): boolean {
  const found = contentOf(context, machine, page);
  return found !== undefined && sameContent(found, content);
}
