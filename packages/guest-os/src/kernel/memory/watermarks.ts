import { linuxMemoryConstants } from "../constants.ts";
import type { Watermarks } from "./state.ts";

/** KiB of a page: a definition. */
const KIB_IN_PAGE = 4;

/**
 * Watermarks of Linux 2.6: min_free_kbytes is 4 times the root of memory in KiB, within bounds; the low mark lies a quarter
 * above it, the high one a half, and never lower than the low one. Its own table has 5792k for 2048 MB. Simplified: one zone.
 */
export function watermarksOf(pages: number): Watermarks {
  const { watermarkLeast, watermarkMost, watermarkFactor, lowMark, highMark } = linuxMemoryConstants;
  const wanted = Math.floor(Math.sqrt(pages * KIB_IN_PAGE * watermarkFactor.value));
  const min = Math.floor(Math.min(watermarkMost.value, Math.max(watermarkLeast.value, wanted)) / KIB_IN_PAGE);
  return {
    min,
    low: min + Math.floor(min * lowMark.value),
    high: min + Math.floor(min * Math.max(lowMark.value, highMark.value)),
  };
}
