import { initialActivity } from "./activity.ts";
import { divide } from "./allocation.ts";
import { availablePages } from "./balancing.ts";
import type { ManagedMachine, MemoryContext, MemoryInput, PageRun } from "./memory-state.ts";

/**
 * A host's memory when its VMs are powered on: each has all of its pages, cleared, if the host has room for them; else what
 * its shares give it, and the others when it uses them. Quoted: Waldspurger, OSDI 2002, section 6.1, "unless memory is
 * overcommitted, virtual machines will be allocated their max size"; that memory is given on first use is recalled.
 */
export function initialMemory({ machines, ...rest }: MemoryInput): MemoryContext {
  const claims = machines.map(({ pages, shares }) => ({ shares, active: 1, least: 0, most: pages }));
  const given = divide(claims, availablePages(rest), rest.management.tax);
  return {
    ...rest,
    machines: machines.map((machine, id) => poweredOn(machine, given[id] as number)),
    free: rest.pages - given.reduce((sum, pages) => sum + pages, 0),
    table: {},
    diskFree: 0,
    counts: {
      scanned: 0,
      hinted: 0,
      merged: 0,
      mergedZero: 0,
      broken: 0,
      provided: 0,
      swappedOut: 0,
      swappedIn: 0,
      stops: 0,
    },
  };
}

function poweredOn({ name, pages, shares }: MemoryInput["machines"][number], given: number): ManagedMachine {
  const runs: PageRun[] = [];
  if (given > 0) runs.push({ start: 0, count: given, content: { kind: "zero" }, state: "private" });
  if (given < pages) runs.push({ start: given, count: pages - given, content: { kind: "zero" }, state: "absent" });
  return {
    name,
    pages,
    shares,
    told: false,
    runs,
    due: { broken: 0, provided: 0, swappedIn: 0 },
    balloon: 0,
    target: given,
    stopped: false,
    activity: initialActivity(),
    scan: { next: 0, offset: 0, factor: 1, credit: 0 },
  };
}
