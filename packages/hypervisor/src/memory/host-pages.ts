import type { ManagedMachine, MemoryContext } from "./memory-state.ts";
import { pagesIn } from "./page-runs.ts";

/** Pages of the host that are shared, and mappings on them. */
export interface SharedPages {
  readonly pages: number;
  readonly mappings: number;
}

/** Pages of the host that are shared, with all mappings on them. */
export function sharedPages({ table }: MemoryContext): SharedPages {
  let pages = 0;
  let mappings = 0;
  for (const family of Object.values(table)) {
    for (const { count, references } of family) {
      if (references === 0) continue;
      pages += count;
      mappings += count * references;
    }
  }
  return { pages, mappings };
}

/** Mappings on the one shared page of zeros. */
export function zeroMappings({ table }: MemoryContext): number {
  return table.zero?.[0]?.references ?? 0;
}

/**
 * Pages of the host that a VM takes: those of its own, and its part of the shared ones. Simplified: the part is by its
 * mappings among all, not page by page.
 */
export function consumedBy(machine: ManagedMachine, { pages, mappings }: SharedPages): number {
  return pagesIn(machine, "private", "hint") + (mappings === 0 ? 0 : (pagesIn(machine, "shared") * pages) / mappings);
}
