import { type Nanoseconds, seconds } from "@crosstalk/engine";
import { compute, map, mark, type Program, read, readFile, sequence, sleep, write, writeFile } from "@crosstalk/guest-os";

/** Memory of each virtual machine in pages: 40 MiB, as in Waldspurger's experiment. Recalled (OSDI 2002, section 4.4). */
export const MACHINE_PAGES = 10_240;

/** Pages of what the programs do. Chosen, not fitted: two fifths files, three tenths data, the rest free, less the kernel. */
const FILE_PAGES = 4_096;
const DATA_PAGES = 3_072;
/** Read, never written: so they hold zeros. */
const ZERO_PAGES = 512;
/** Pages of a log that each virtual machine has written for itself. */
const LOG_PAGES = 128;

/** When all is quiet, and the scan has been through all memory: far from any second at which balloon drivers ask. */
export const SETTLED: Nanoseconds = seconds(4.5);

/** Half a period of the scan: what is measured then is not delayed by it. */
const BETWEEN_SCANS = seconds(0.055);

/** Pages that are written while the clock is read: the first private, the second shared. */
export const WRITTEN_PAGES = 256;

/** Marks between which pages are written. */
export const marks = { begin: "write private pages", middle: "write shared pages", end: "have written" } as const;

/** Reads files, writes data, touches memory that it does not write, and keeps it all. */
function residentProgram(): Program {
  return sequence(
    readFile("root file system", FILE_PAGES),
    writeFile("log", LOG_PAGES),
    map("data", DATA_PAGES),
    write("data", DATA_PAGES),
    map("zeros", ZERO_PAGES),
    read("zeros", ZERO_PAGES),
  );
}

/** What runs in a virtual machine that is then quiet to the end. */
export function guestProgram(more: readonly Program[] = []): Program {
  return sequence(residentProgram(), ...more, sleep(SETTLED + seconds(1)));
}

/** The same, but writes to private pages, and then to shared ones, once all is quiet; at last it does something else. */
export function writingProgram(more: readonly Program[], last: Program): Program {
  return sequence(
    residentProgram(),
    ...more,
    sleep(SETTLED + BETWEEN_SCANS),
    mark(marks.begin),
    compute(1),
    write("data", WRITTEN_PAGES),
    mark(marks.middle),
    write("zeros", WRITTEN_PAGES),
    mark(marks.end),
    last,
  );
}
