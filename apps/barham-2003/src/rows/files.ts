import { type Program, repeat, sequence, systemCall, writeFile } from "@crosstalk/guest-os";
import { type Row, timed } from "./row.ts";

/** Calls in a row. */
const CALLS = 10_000;

/** Files that are opened, made and deleted. Fewer than calls, as each is an event or more. */
const FILES = 1_000;

function row(name: string, about: string, program: Program, times: number): Row {
  return { name, about, program: timed("calls", program), sections: ["calls"], time: (of) => of("calls") / times };
}

/** Reading and writing a byte of a device that does nothing: the mean of both. */
export const nullInputOutput: Row = row(
  "null I/O",
  "a byte read from /dev/zero, and one written to /dev/null; the mean of both",
  sequence(systemCall("file-read", CALLS), systemCall("file-write", CALLS)),
  2 * CALLS,
);

/** Looking a file up. */
export const fileStatus: Row = row("stat", "stat of a file, again and again", systemCall("file-stat", CALLS), CALLS);

/** Opening and closing a file. */
export const openClose: Row = row(
  "open/close",
  "a file opened and closed, again and again",
  repeat(FILES, sequence(systemCall("file-open"), systemCall("file-close"))),
  FILES,
);

/** Asking which of a hundred connections has something to read. */
export const selectSockets: Row = row(
  "slct TCP",
  "select on a hundred TCP connections",
  systemCall("poll-sockets", CALLS),
  CALLS,
);

const create = sequence(systemCall("file-open"), systemCall("file-change"), systemCall("file-close"));

/** Pages of a file of 10 KiB. */
const PAGES_OF_10K = 3;

/** Making an empty file: opened for the first time, its name entered, closed. */
export const emptyFileCreate: Row = row("0K file create", "an empty file made", repeat(FILES, create), FILES);

/** Deleting an empty file. */
export const emptyFileDelete: Row = row("0K file delete", "an empty file deleted", systemCall("file-change", FILES), FILES);

/** Making a file of 10 KiB: as an empty one, then written by one call. */
export const smallFileCreate: Row = row(
  "10K file create",
  "a file of 10 KiB made and written",
  repeat(
    FILES,
    sequence(systemCall("file-open"), systemCall("file-change"), writeFile("made", PAGES_OF_10K), systemCall("file-close")),
  ),
  FILES,
);

/** Deleting a file of 10 KiB. Simplified: as an empty one; that its cached pages are given back is left out. */
export const smallFileDelete: Row = row("10K file delete", "a file of 10 KiB deleted", systemCall("file-change", FILES), FILES);
