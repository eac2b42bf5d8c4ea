import { ModelError } from "@crosstalk/engine";
import type { Content } from "@crosstalk/hardware";
import { cutAt, indexAfter, join, within } from "./intervals.ts";
import type { MemoryContext, TableRun } from "./memory-state.ts";

/**
 * The family and the place in it of a content: contents are equal if both are. It stands for the page's hash; that two
 * unequal pages have one hash of 64 bits is left out.
 */
export function placeOf(content: Content): { readonly family: string; readonly at: number } {
  switch (content.kind) {
    case "zero":
      return { family: "zero", at: 0 };
    case "file":
      return { family: `file ${content.file}`, at: content.offset };
    case "private":
      return { family: `private ${content.process} ${content.version}`, at: content.page };
  }
}

const rest = ({ start, count, references, machine, page }: TableRun, by: number): TableRun => ({
  start: start + by,
  count: count - by,
  references,
  machine,
  page: page + by,
});

function alike(first: TableRun, second: TableRun): boolean {
  if (first.references !== second.references) return false;
  return first.references > 0 || (first.machine === second.machine && first.page + first.count === second.page);
}

function familyOf({ table }: MemoryContext, family: string): TableRun[] {
  const known = table[family];
  if (known !== undefined) return known;
  const made: TableRun[] = [];
  table[family] = made;
  return made;
}

/** Entries of a stretch of a family, with the gaps between them, in order; an entry that is absent is null. */
export function lookUp(
  context: MemoryContext,
  family: string,
  at: number,
  count: number,
): { readonly at: number; readonly count: number; readonly entry: TableRun | null }[] {
  const found: { at: number; count: number; entry: TableRun | null }[] = [];
  let next = at;
  for (const entry of within(context.table[family] ?? [], at, count, rest)) {
    if (entry.start > next) found.push({ at: next, count: entry.start - next, entry: null });
    found.push({ at: entry.start, count: entry.count, entry });
    next = entry.start + entry.count;
  }
  if (next < at + count) found.push({ at: next, count: at + count - next, entry: null });
  return found;
}

/** Enters hints of a VM's pages, where there is no entry. */
export function enterHints(
  context: MemoryContext,
  family: string,
  hint: { readonly at: number; readonly count: number; readonly machine: number; readonly page: number },
): void {
  const list = familyOf(context, family);
  const { at, count, machine, page } = hint;
  list.splice(indexAfter(list, at), 0, { start: at, count, references: 0, machine, page });
  join(list, at, count, alike);
}

/** Makes entries that are alike one again. */
export function tidy(context: MemoryContext, family: string, at: number, count: number): void {
  const list = context.table[family];
  if (list === undefined) return;
  join(list, at, count, alike);
  if (list.length === 0) delete context.table[family];
}

/** Forgets the hints of a stretch of a family. */
export function forgetHints(context: MemoryContext, family: string, at: number, count: number): void {
  const list = familyOf(context, family);
  for (const entry of within(list, at, count, rest)) {
    if (entry.references > 0) throw new ModelError(`${context.path} forgets a page of ${family} that is shared`);
    list.splice(list.indexOf(entry), 1);
  }
  tidy(context, family, at, count);
}

/** So many mappings of each page of a stretch of a family are no more; returns the pages of the host that nobody maps now. */
export function unmap(context: MemoryContext, family: string, at: number, count: number, mappings = 1): number {
  const list = familyOf(context, family);
  let freed = 0;
  let found = 0;
  for (const entry of within(list, at, count, rest)) {
    found += entry.count;
    entry.references -= mappings;
    if (entry.references < 0) throw new ModelError(`${context.path} unmaps a page of ${family} that is not shared`);
    if (entry.references > 0) continue;
    freed += entry.count;
    list.splice(list.indexOf(entry), 1);
  }
  if (found !== count) throw new ModelError(`${context.path} unmaps ${count} pages of ${family}, but shares ${found}`);
  tidy(context, family, at, count);
  return freed;
}

/** Cuts a family's entries at a place. */
export function cutFamily({ table }: MemoryContext, family: string, at: number): void {
  cutAt(table[family] ?? [], at, rest);
}
