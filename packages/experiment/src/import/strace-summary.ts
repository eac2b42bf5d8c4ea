import { type Nanoseconds, seconds } from "@crosstalk/engine";
import { classOfSystemCall, type SystemCallClass } from "@crosstalk/guest-os";
import type { BrokenLine } from "./import-error.ts";
import { type Importer, mustHold, readRecords } from "./importer.ts";
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

/** share, seconds, microseconds for each (whole; left out of the total by old versions), calls, errors if any, name. */
const ROW = /^\s*\d+\.\d+\s+(\d+\.\d+)\s+(?:\d+\s+)?(\d+)\s+(?:(\d+)\s+)?([a-z_]\w*)\s*$/i;
const FULL_ROW = /^\s*\d+\.\d+\s+(\d+\.\d+)\s+\d+\s+(\d+)(?:\s+(\d+))?\s+([a-z_]\w*)\s*$/i;

/** Lines of strace's own in between. */
const NOTE = /^strace: /;

/**
 * Output of `strace -c` (or `-c -f`, or the summary of `-C`) with its default columns: system calls by name. What stands
 * before the titles is the command's own and is passed over.
 */
export const straceSummary: Importer<readonly SystemCallCount[]> = {
  name: "strace-summary",
  about: "system calls of a command by name: output of strace -c",
  source: "strace(1), option -c; strace, count.c",
  read(lines) {
    let state: "before" | "in" | "after" = "before";
    const totals: { readonly calls: number; readonly line: TextLine }[] = [];
    const { records, broken } = readRecords(lines, (line) => {
      if (TITLES.test(line.text)) state = "in";
      if (state !== "in" || TITLES.test(line.text) || RULE.test(line.text.trim()) || NOTE.test(line.text)) return undefined;
      const [, time, calls, errors = "0", call] =
        FULL_ROW.exec(line.text) ?? (/\stotal\s*$/.test(line.text) ? ROW.exec(line.text) : null) ?? [];
      if (call === undefined) {
        line.refuse("line", line.text.trim(), "% time, seconds, usecs/call, calls, errors if any, syscall, as strace -c prints");
        return undefined;
      }
      if (call === "total") {
        state = "after";
        totals.push({ calls: Number(calls), line });
        return undefined;
      }
      return {
        call,
        class: classOfSystemCall(call),
        calls: Number(calls),
        errors: Number(errors),
        traced: seconds(Number(time)),
      };
    });
    const unusable: BrokenLine[] = mustHold("system calls", records);
    return { value: records, broken: broken.length > 0 ? broken : wrongTotals(records, totals), unusable };
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

function wrongTotals(
  records: readonly SystemCallCount[],
  totals: readonly { readonly calls: number; readonly line: TextLine }[],
): BrokenLine[] {
  const sum = records.reduce((each, { calls }) => each + calls, 0);
  const total = totals.reduce((each, { calls }) => each + calls, 0);
  const line = totals.at(-1)?.line.number;
  if (line === undefined || sum === total) return [];
  return [{ line, field: "total calls", found: String(total), expected: `the rows' sum, ${sum}` }];
}
