import { repeat, sequence, systemCall, touch, unmap } from "@crosstalk/guest-os";
import { type Row, timed } from "./row.ts";

const ROUNDS = 20;

/** Bytes that are mapped: 8 MiB, the largest size of lmbench's default run. Which one was run is not published. Recalled. */
const MAPPED_BYTES = 8 * 1024 * 1024;

/** `lat_mmap` writes to one page in 16 KiB of the first tenth of the mapping. Quoted: lmbench 3, src/lat_mmap.c. */
const WRITTEN_PAGES = Math.ceil(MAPPED_BYTES / 10 / (16 * 1024));

/** Mapping a file, writing to some of it, unmapping it. */
export const mapping: Row = {
  name: "mmap lat",
  about: `mmap of 8 MiB of a file, a write to each of ${WRITTEN_PAGES} pages, munmap`,
  program: timed(
    "rounds",
    repeat(ROUNDS, sequence(systemCall("memory-map"), touch(WRITTEN_PAGES, "file"), unmap(WRITTEN_PAGES))),
  ),
  sections: ["rounds"],
  time: (of) => of("rounds") / ROUNDS,
};

/** Pages of the file that `lat_pagefault` reads: the same file of 8 MiB. */
const READ_PAGES = MAPPED_BYTES / 4096;

/**
 * Reading pages of a mapped file that are in memory, less mapping and unmapping it. Giving each page back is part of the
 * row. Simplified: lmbench's msync, which looks at each page, too, is left out.
 */
export const pageFault: Row = {
  name: "page fault",
  about: "a read of each page of a mapped file of 8 MiB, munmap and mmap, less munmap and mmap; for one page",
  program: sequence(
    timed("map", repeat(ROUNDS, sequence(unmap(0), systemCall("memory-map")))),
    timed("fault", repeat(ROUNDS, sequence(touch(READ_PAGES, "file"), unmap(READ_PAGES), systemCall("memory-map")))),
  ),
  sections: ["map", "fault"],
  time: (of) => (of("fault") - of("map")) / ROUNDS / READ_PAGES,
};
