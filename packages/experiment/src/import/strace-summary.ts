import { type Nanoseconds, seconds } from "@crosstalk/engine";
import { classOfSystemCall, type SystemCallClass } from "@crosstalk/guest-os";
import type { BrokenLine } from "./import-error.ts";
import { type Importer, missingTotal, mustHold, readRecords } from "./importer.ts";
import type { TextLine } from "./text-line.ts";

/** How often a command made one system call. */
export interface SystemCallCount {
  /** As strace names it. */
  readonly call: string;
  readonly class: SystemCallClass;
  readonly calls: number;
  /** How many of them returned an error. */
  readonly errors: number;
  /** Time of all of them, ns: system time, or elapsed time with `strace -w`. Tracing is in it; not fit for prices. */
  readonly traced: Nanoseconds;
}

const TITLES = /^% time\s+seconds\s+usecs\/call\s+calls\s+errors\s+syscall\s*$/;
const RULE = /^-+( -+)+$/;

/** share, seconds, microseconds for each, calls, errors if any, name. */
const ROW = /^\s*\d+\.\d+\s+(\d+\.\d+)\s+\d+\s+(\d+)(?:\s+(\d+))?\s+([a-z_]\w*)\s*$/i;

/** share, seconds, and two or three counts: old versions of strace leave the mean out, so that two can mean two things. */
const TOTAL = /^\s*\d+\.\d+\s+\d+\.\d+\s+(\d+)(?:\s+(\d+))?(?:\s+(\d+))?\s+total\s*$/;

/** Lines of strace's own in between. */
const NOTE = /^strace: /;

/**
 * Output of `strace -c` (or `-c -f`, or the summary of `-C`) with its default columns: system calls by name. What stands
 * before the titles is the command's own and is passed over. Every version of strace ends the table with its totals, so that
 * one without them was cut off.
 */
export const straceSummary: Importer<readonly SystemCallCount[]> = {
  name: "strace-summary",
  about: "system calls of a command by name: output of strace -c",
  source: "strace(1), option -c; strace, count.c",
  read(lines) {
    let place = "before" as "before" | "in" | "after";
    let last = 0;
    const totals: Total[] = [];
    const { records, broken } = readRecords(lines, (line) => {
      last = line.number;
      const isTitle = TITLES.test(line.text);
      if (isTitle) place = "in";
      if (place !== "in" || isTitle || RULE.test(line.text.trim()) || NOTE.test(line.text)) return undefined;
      const total = TOTAL.exec(line.text);
      if (total === null) return countOf(line);
      place = "after";
      totals.push({ line: line.number, counts: total.slice(1).flatMap((text) => (text === undefined ? [] : Number(text))) });
      return undefined;
    });
    const unusable: BrokenLine[] = mustHold("system calls", records);
    const wrong = broken.length > 0 ? broken : wrongTotals(records, totals);
    const missing = place === "in" ? [missingTotal(last, "total calls", "strace -c")] : [];
    return { value: records, broken: [...wrong, ...missing], unusable };
  },
  summarize(counts) {
    const byClass = new Map<SystemCallClass, number>();
    for (const { class: name, calls } of counts) byClass.set(name, (byClass.get(name) ?? 0) + calls);
    return [
      ["system calls", String(counts.reduce((sum, { calls }) => sum + calls, 0))],
      ["errors", String(counts.reduce((sum, { errors }) => sum + errors, 0))],
      ["names", String(counts.length)],
      ...[...byClass].toSorted(([, a], [, b]) => b - a).map(([name, calls]) => [`  ${name}`, String(calls)] as const),
    ];
  },
};

/** A line of totals: one of its counts is that of all calls. */
interface Total {
  readonly line: number;
  readonly counts: readonly number[];
}

function countOf(line: TextLine): SystemCallCount | undefined {
  const [, time, calls, errors = "0", call] = ROW.exec(line.text) ?? [];
  if (call === undefined) {
    const expected = "% time, seconds, usecs/call, calls, errors if any, syscall, as strace -c prints";
    line.refuse("line", line.text.trim(), expected);
    return undefined;
  }
  return {
    call,
    class: classOfSystemCall(call),
    calls: Number(calls),
    errors: Number(errors),
    traced: seconds(Number(time)),
  };
}

/** A total that is not what the rows above it make: then rows are missing. Several summaries in a file are not told apart. */
function wrongTotals(records: readonly SystemCallCount[], totals: readonly Total[]): BrokenLine[] {
  const sum = records.reduce((each, { calls }) => each + calls, 0);
  return totals.length !== 1
    ? []
    : totals
        .filter(({ counts }) => !counts.includes(sum))
        .map(({ line, counts }) => ({ line, field: "total calls", found: counts.join(" "), expected: `the rows' sum, ${sum}` }));
}
