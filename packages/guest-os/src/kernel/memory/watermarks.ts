import type { Watermarks } from "./state.ts";

/**
 * Watermarks of Linux 2.6: min_free_kbytes is 4 times the root of memory in KiB, at least 128 and at most 65,536; the
 * low mark lies a quarter above it, the high one a half. Quoted: mm/page_alloc.c, init_per_zone_pages_min, with its table
 * (2048 MB: 5792k). The quarter and the half are recalled (setup_per_zone_pages_min of 2.6.13 and later). Simplified: one
 * zone.
 */
export function watermarksOf(pages: number): Watermarks {
  const kibibytes = Math.min(65_536, Math.max(128, Math.floor(Math.sqrt(pages * 4 * 16))));
  const min = Math.floor(kibibytes / 4);
  return { min, low: min + Math.floor(min / 4), high: min + Math.floor(min / 2) };
}
