import { quoted } from "@crosstalk/hardware";

/** Part of pages that ten identical virtual machines shared at best: the only row of that figure that was seen. */
const SHARED_BY_TEN = quoted(0.67, "1", "Waldspurger, OSDI 2002, Figure 4 (by secondary notes): SPEC95 in Linux VMs of 40 MB");

/**
 * What was published for so many virtual machines; undefined where nothing was seen. It depends on what the guests ran, so
 * it stands beside what is simulated, to compare the order of size; nothing here was set from it.
 */
export function publishedShared(machines: number): number | undefined {
  return machines === 10 ? SHARED_BY_TEN.value : undefined;
}
