import type { Nanoseconds } from "@crosstalk/engine";
import { compute, map, type Program, read, repeat, sequence, write } from "../program.ts";
import { programConstants } from "./constants.ts";

/** What a page toucher goes over. */
export interface PageToucherOptions {
  /** Pages of its region. */
  readonly pages: number;
  /** Times that it goes over them, after the first. */
  readonly passes: number;
  /** Whether it writes to them or reads them; it reads by default. */
  readonly writes?: boolean;
  /** Plain work on each page in a pass, ns; 500 by default. */
  readonly work?: Nanoseconds;
}

/** Cache lines of 64 bytes in a page. */
const LINES_IN_PAGE = 64;

/**
 * A program that goes over a region of memory again and again. In the first pass its pages come to be; in each one after,
 * it touches every line of every page, which memory management sees as much as the caches do.
 */
export function pageToucher({
  pages,
  passes,
  writes = false,
  work = programConstants.toucherWork.value,
}: PageToucherOptions): Program {
  const region = "touched";
  const again = writes ? write(region, pages) : read(region, pages);
  const set = { pages, written: writes ? pages : 0, intensity: LINES_IN_PAGE / work };
  return sequence(map(region, pages), write(region, pages), repeat(passes, sequence(again, compute(pages * work, set))));
}
