/**
 * Reads traces of memory accesses, as valgrind's lackey writes them with --trace-mem=yes and --trace-syscalls=yes.
 *
 * Model notes: what the kernel itself touches is not in a trace. Pages of the library that valgrind itself loads into
 * every program are left out; the instructions that load it are not.
 */
import { readFileSync } from "node:fs";

const PAGE = 4096;
const ANONYMOUS = 0x20;
const LOWEST_STACK_PAGE = 0x1ffe00000000 / PAGE;

const pageOf = (address) => Math.floor(Number.parseInt(address, 16) / PAGE);

/**
 * What a process had executed and touched when it wrote to the page `markPage` for the n-th time, n = 1, 2, …, and last at
 * its end: instructions, and for each page whether it is a file's, was read before it was written, and was written; and
 * the pages written since the last time.
 */
export function stagesOf(trace, markPage) {
  const stages = [];
  const pages = new Map();
  const left = { instructions: 0, anonymous: [], valgrinds: [], heap: undefined, file: "" };
  let since = new Set();
  const note = () => {
    stages.push({ instructions: left.instructions, pages: new Map([...pages].map(([at, page]) => [at, { ...page }])), since });
    since = new Set();
  };
  for (const line of readFileSync(trace, "latin1").split("\n")) {
    const access = /^(I | S| L| M) ([0-9a-f]+),(\d+)$/.exec(line);
    if (access === null) {
      noteMapping(left, line);
      continue;
    }
    const [, kind, address, size] = access;
    const isWrite = kind === " S" || kind === " M";
    if (kind === "I ") left.instructions += 1;
    const last = Math.floor((Number.parseInt(address, 16) + Number(size) - 1) / PAGE);
    for (let at = pageOf(address); at <= last; at += 1) {
      if (at === markPage && isWrite) note();
      if (at === markPage || left.valgrinds.some((range) => isIn(range, at))) continue;
      const isFile = at < LOWEST_STACK_PAGE && !left.anonymous.some((range) => isIn(range, at));
      const page = pages.get(at) ?? { isFile, readFirst: kind !== " S", written: false };
      if (isWrite) {
        page.written = true;
        since.add(at);
      }
      pages.set(at, page);
    }
  }
  note();
  return stages;
}

const isIn = ({ first, last }, page) => first <= page && page <= last;

function noteMapping(left, line) {
  const opened = /sys_open(?:at)? \(.*\(([^()]+)\)/.exec(line);
  if (opened !== null) left.file = opened[1];
  const mapped = /sys_mmap \( 0x[0-9a-f]+, (\d+), \d+, (\d+), .*Success\(0x([0-9a-f]+)\)/.exec(line);
  if (mapped !== null) {
    const first = pageOf(mapped[3]);
    const range = { first, last: first + Math.ceil(Number(mapped[1]) / PAGE) - 1 };
    left.anonymous = left.anonymous.filter((each) => each.last < range.first || each.first > range.last);
    const isAnonymous = (Number(mapped[2]) & ANONYMOUS) !== 0;
    if (isAnonymous) left.anonymous.push(range);
    else if (left.file.includes("vgpreload")) left.valgrinds.push(range);
  }
  const moved = /sys_brk \( 0x[0-9a-f]+ \).*Success\(0x([0-9a-f]+)\)/.exec(line);
  if (moved === null) return;
  left.heap ??= pageOf(moved[1]);
  left.anonymous = [
    ...left.anonymous.filter(({ first }) => first !== left.heap),
    { first: left.heap, last: pageOf(moved[1]) - 1 },
  ];
}

/**
 * The page faults that touching these pages takes where each maps one page, by kind: a page of a file that is read; one
 * that is written, and so copied (both, if it is read first); one of no file. Of pages that a fork has handed down, only
 * the written ones fault, and are copied.
 */
export function faultsOf(pages, handedDown = new Map()) {
  const faults = { file: 0, copy: 0, zero: 0 };
  for (const [at, { isFile, readFirst, written }] of pages) {
    if (handedDown.has(at)) faults.copy += written ? 1 : 0;
    else if (!isFile) faults.zero += 1;
    else {
      if (readFirst) faults.file += 1;
      if (written) faults.copy += 1;
    }
  }
  return faults;
}
