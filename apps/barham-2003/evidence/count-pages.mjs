/**
 * Counts, in traces of memory accesses by valgrind's lackey with --trace-syscalls=yes, the pages that a process touched
 * and the instructions that it executed: what it costs in faults on a kernel that maps one page for each.
 *
 *   node count-pages.mjs process.PID …
 *
 * Model notes: a page of a file that is first read and then written takes two faults, a file's and a copy; one that is
 * first written takes a copy. Pages of no file take one fault. What the kernel itself touches is not in the trace.
 */
import { readFileSync } from "node:fs";

const PAGE = 4096;
const ANONYMOUS = 0x20;
const FIRST_STACK_PAGE = 0x1ffe00000000 / PAGE;

const pageOf = (address) => Math.floor(Number.parseInt(address, 16) / PAGE);

for (const file of process.argv.slice(2)) {
  const lines = readFileSync(file, "latin1").split("\n");
  const command = lines.find((line) => line.includes("Command: "))?.split("Command: ")[1] ?? "(a fork)";
  console.log(`${file}: ${command}`);
  count(lines);
}

/** Prints what was touched up to each mark, and in all. */
function count(lines) {
  const pages = new Map();
  const marks = markPage(lines);
  let instructions = 0;
  let anonymous = [];
  let heap = 0;
  let since = new Map();
  const print = (where) => {
    const all = tally(pages.values());
    console.log(`  ${where}: ${instructions} instructions, ${pages.size} pages: ${all}; written since the last mark: ${since.size}`);
    since = new Map();
  };
  for (const line of lines) {
    const access = /^(I | S| L| M) ([0-9a-f]+),(\d+)$/.exec(line);
    if (access === null) {
      const mapped = /sys_mmap \( 0x[0-9a-f]+, (\d+), \d+, (\d+), .*Success\(0x([0-9a-f]+)\)/.exec(line);
      if (mapped !== null) {
        const first = pageOf(mapped[3]);
        const last = first + Math.ceil(Number(mapped[1]) / PAGE) - 1;
        anonymous = anonymous.filter((range) => range.last < first || range.first > last);
        if ((Number(mapped[2]) & ANONYMOUS) !== 0) anonymous.push({ first, last });
      }
      const grown = /sys_brk \( 0x[0-9a-f]+ \).*Success\(0x([0-9a-f]+)\)/.exec(line);
      if (grown !== null) {
        if (heap === 0) heap = pageOf(grown[1]);
        anonymous = anonymous.filter((range) => range.first !== heap);
        anonymous.push({ first: heap, last: pageOf(grown[1]) });
      }
      continue;
    }
    const [, kind, address, size] = access;
    if (kind === "I ") instructions += 1;
    const first = pageOf(address);
    const last = Math.floor((Number.parseInt(address, 16) + Number(size) - 1) / PAGE);
    for (let page = first; page <= last; page += 1) {
      if (page === marks && kind === " S") print("mark");
      if (page === marks) continue;
      const isFile = page < FIRST_STACK_PAGE && !anonymous.some((range) => range.first <= page && page <= range.last);
      const known = pages.get(page) ?? { isFile, readFirst: kind !== " S", written: false };
      if (kind === " S" || kind === " M") {
        known.written = true;
        since.set(page, true);
      }
      pages.set(page, known);
    }
  }
  print("end");
}

/** The page of the variable `mark` of process.c: the only one of its program's that a 4-byte store of its value reaches. */
function markPage(lines) {
  const told = process.env.MARK_PAGE;
  return told === undefined || lines.length === 0 ? -1 : Number.parseInt(told, 16);
}

function tally(pages) {
  const sums = { read: 0, "read, then copied": 0, copied: 0, zero: 0 };
  for (const { isFile, readFirst, written } of pages) {
    if (!isFile) sums.zero += 1;
    else if (!written) sums.read += 1;
    else if (readFirst) sums["read, then copied"] += 1;
    else sums.copied += 1;
  }
  return Object.entries(sums)
    .map(([name, sum]) => `${sum} ${name}`)
    .join(", ");
}
