import type { Nanoseconds } from "@crosstalk/engine";
import type { Footprint } from "../memory.ts";
import type { CacheGeometry, Store } from "./geometry.ts";
import { survival } from "./survival.ts";

/** What the stores of a processor hold of one address space. */
export interface Resident {
  readonly space: string;
  /** Pages that it has used since another was last executed. */
  pages: number;
  /** Lines or translations held, by store. Expected values, so not whole. */
  held: number[];
  /** Pages whose refill has been begun and not ended; 0: none. */
  wanted: number;
  /** Nanoseconds of that refill that are over. */
  spent: Nanoseconds;
}

/** Address spaces whose lines and translations a processor may hold, the one executed last at the end. A JSON value. */
export type Residency = Resident[];

/** Pages that a footprint has. */
export function pagesOfFootprint({ read, written }: Footprint): number {
  return read + written;
}

/** Lines or translations of so many pages that a store can hold: the others get in each other's way, also when alone. */
function keepable({ unitsOfPage, colours, ways }: Store, pages: number): number {
  return pages === 0 ? 0 : pages * unitsOfPage * survival(pages - 1, colours, ways);
}

/** What is missing of so many pages, by store. */
function missing(geometry: CacheGeometry, held: readonly number[], pages: number): number[] {
  return geometry.stores.map((store, index) => Math.max(0, keepable(store, pages) - (held[index] as number)));
}

function timeOf(geometry: CacheGeometry, units: readonly number[]): Nanoseconds {
  return Math.round(geometry.stores.reduce((sum, { cost }, index) => sum + cost * (units[index] as number), 0));
}

/** Time in which a processor that holds nothing of so many pages brings in all that it can keep. */
export function fullRefill(geometry: CacheGeometry, pages: number): Nanoseconds {
  return timeOf(
    geometry,
    geometry.stores.map((store) => keepable(store, pages)),
  );
}

/**
 * A processor begins to work on a footprint: what others have displaced is found to be missing. Returns the nanoseconds
 * until it is back; they are due before the work. {@link refilled} tells how many have passed.
 *
 * The address spaces are a stack, the one used last on top, and what is left of one depends on how many pages have been
 * used since: Mattson's stack model with an address space as its unit. Working sets of a space are taken to lie within
 * each other. What does not fit even when the space is alone is missed at any time, and so is part of its plain work: it
 * never counts as refill. Simplified: lines are displaced when the others begin, not one by one as they are brought in;
 * writing back what is displaced is taken to overlap; code, the kernel's own lines, page tables in the cache, and the
 * first-level cache are left out.
 */
export function beginWork(geometry: CacheGeometry, residency: Residency, footprint: Footprint): Nanoseconds {
  const pages = pagesOfFootprint(footprint);
  const top = residency[residency.length - 1];
  const resident = top?.space === footprint.space ? top : raise(geometry, residency, footprint.space, pages);
  if (resident.wanted !== pages) {
    settle(geometry, resident);
    if (resident.pages < pages) resident.pages = pages;
    resident.wanted = pages;
  }
  const due = timeOf(geometry, missing(geometry, resident.held, pages)) - resident.spent;
  if (due === 0) finish(geometry, resident);
  return due;
}

/** So many nanoseconds of the refill of the space executed last have passed, of those that were due. */
export function refilled(geometry: CacheGeometry, residency: Residency, time: Nanoseconds, due: Nanoseconds): void {
  const resident = residency[residency.length - 1] as Resident;
  resident.spent += time;
  if (time === due) finish(geometry, resident);
}

/** All is there that was missing. */
function finish(geometry: CacheGeometry, resident: Resident): void {
  const lacked = missing(geometry, resident.held, resident.wanted);
  resident.held = resident.held.map((units, store) => units + (lacked[store] as number));
  resident.wanted = 0;
  resident.spent = 0;
}

/** A refill that was begun is not gone on with: what it has brought in is there. */
function settle(geometry: CacheGeometry, resident: Resident): void {
  if (resident.spent > 0) {
    const lacked = missing(geometry, resident.held, resident.wanted);
    const share = resident.spent / timeOf(geometry, lacked);
    resident.held = resident.held.map((units, store) => units + share * (lacked[store] as number));
  }
  resident.wanted = 0;
  resident.spent = 0;
}

/** Brings a space to the top of the stack, less what has been displaced since it was there. */
function raise(geometry: CacheGeometry, residency: Residency, space: string, pages: number): Resident {
  let others = 0;
  let place = residency.length - 1;
  for (; place >= 0 && others < geometry.horizon; place -= 1) {
    const each = residency[place] as Resident;
    if (each.space === space) break;
    others += each.pages;
  }
  const known = place >= 0 && others < geometry.horizon ? residency[place] : undefined;
  // Whatever lies deeper than the horizon has nothing left: it is forgotten.
  if (known === undefined) residency.splice(0, place + 1);
  else residency.splice(place, 1);
  const resident = known ?? { space, pages, held: geometry.stores.map(() => 0), wanted: 0, spent: 0 };
  if (known !== undefined) {
    settle(geometry, known);
    known.held = known.held.map((units, store) => units * left(geometry.stores[store] as Store, known.pages, others));
    known.pages = pages;
  }
  residency.push(resident);
  return resident;
}

/** Share of what a store held of a space that is left after others have been executed. */
function left({ colours, ways, emptied }: Store, own: number, others: number): number {
  if (emptied || own === 0) return 0;
  const alone = survival(own - 1, colours, ways);
  return alone === 0 ? 0 : survival(own - 1 + others, colours, ways) / alone;
}
