import { tablesOf } from "../kernel/memory/runs.ts";
import type { Extent, MemoryState } from "../kernel/memory/state.ts";

/** Everything by which a kernel's memory breaks a law; empty: none. `kernelPages`: what the kernel took at first. */
export function memoryProblems(memory: MemoryState, kernelPages: number): string[] {
  const extents = Object.values(memory.extents);
  return [...sums(memory, extents, kernelPages), ...references(memory, extents), ...spaces(memory), ...contents(extents)];
}

function counted(extents: readonly Extent[], place: Extent["place"]): number {
  return extents.reduce((sum, extent) => (extent.place === place ? sum + extent.count : sum), 0);
}

function sums(memory: MemoryState, extents: readonly Extent[], kernelPages: number): string[] {
  const problems: string[] = [];
  const frames = memory.free + memory.kernel + counted(extents, "memory");
  if (frames !== memory.pages) problems.push(`${frames} frames of ${memory.pages}`);
  if (memory.free < 0) problems.push(`${memory.free} free frames`);
  const swapped = counted(extents, "swap");
  if (swapped !== memory.swapped) problems.push(`${swapped} pages swapped, ${memory.swapped} counted`);
  if (memory.swapped > (memory.swap?.pages ?? 0)) problems.push(`${memory.swapped} pages in the swap area`);
  const tables = Object.values(memory.spaces).reduce((sum, space) => sum + space.tables, 0);
  if (memory.kernel !== kernelPages + tables + 2 * memory.processes) problems.push(`the kernel has ${memory.kernel} frames`);
  return problems;
}

function references(memory: MemoryState, extents: readonly Extent[]): string[] {
  const problems: string[] = [];
  const held = new Map<number, number[]>();
  for (const holder of Object.values(memory.holders)) {
    let end = 0;
    for (const { extent: id, start, count } of holder.runs) {
      const extent = memory.extents[id];
      if (extent?.start !== start) problems.push(`extent ${id} is at page ${start} of ${holder.name}, not at ${extent?.start}`);
      if (extent?.count !== count) problems.push(`run of ${count} pages in ${holder.name} is extent ${id} of ${extent?.count}`);
      if (start < end || count < 1) problems.push(`${holder.name} has overlapping or empty runs at ${start}`);
      end = start + count;
      held.set(id, [...(held.get(id) ?? []), holder.id]);
    }
    if (end > holder.pages) problems.push(`${holder.name} has a page ${end - 1} beyond its end`);
  }
  for (const { id, holders, place } of extents) {
    const expected = (held.get(id) ?? []).sort((a, b) => a - b).join();
    if ([...holders].sort((a, b) => a - b).join() !== expected || holders.length === 0)
      problems.push(`extent ${id} is held by ${expected}, but knows of ${holders.join()}`);
    if (place === "disk" && holders.some((each) => memory.holders[each]?.kind !== "cache"))
      problems.push(`extent ${id} is on the disk, but mapped`);
  }
  return problems;
}

function spaces(memory: MemoryState): string[] {
  return Object.values(memory.spaces).flatMap((space) => {
    const runs = space.regions.flatMap((id) => memory.holders[id]?.runs ?? []);
    const pages = runs.reduce((sum, { count }) => sum + count, 0);
    const swapped = runs.reduce((sum, { extent, count }) => sum + (memory.extents[extent]?.place === "swap" ? count : 0), 0);
    const right = pages === space.pages && swapped === space.swapped && space.tables === tablesOf(pages);
    return right ? [] : [`space ${space.id} has ${pages} pages, ${swapped} swapped: ${JSON.stringify(space)}`];
  });
}

/** What a process or a file has written is in one place only. */
function contents(extents: readonly Extent[]): string[] {
  const written = extents.flatMap(({ id, count, content }) =>
    content.kind === "private"
      ? [{ id, key: `${content.process} ${content.version}`, from: content.page, to: content.page + count }]
      : [],
  );
  written.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.from - b.from));
  return written.flatMap((each, index) => {
    const next = written[index + 1];
    return next !== undefined && next.key === each.key && next.from < each.to
      ? [`extents ${each.id} and ${next.id} are alike`]
      : [];
  });
}
