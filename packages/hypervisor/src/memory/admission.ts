import type { MemoryManagement } from "./memory-options.ts";

/** Pages that VMs may have together, at most: more than the host's if some can be taken back from them. */
export function mostPages(pages: number, { ballooning, swapping }: MemoryManagement): number {
  if (swapping !== null) return Number.POSITIVE_INFINITY;
  return ballooning === null ? pages : Math.floor(pages / (1 - ballooning.most));
}

/** Fails where a VM can't be given so much memory; the error names the field, the value and what is allowed. */
export function checkPages(place: string, wanted: number, taken: number, pages: number, management: MemoryManagement): void {
  const left = Math.min(pages, mostPages(pages, management) - taken);
  if (Number.isSafeInteger(wanted) && wanted >= 1 && wanted <= left) return;
  throw new RangeError(`${place}: pages is ${wanted}; allowed is 1 to ${left}, what the host has or can take back from others`);
}
