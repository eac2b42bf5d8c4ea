import { type Nanoseconds, us } from "@crosstalk/engine";
import type { BrokenLine } from "./import-error.ts";
import { type Importer, missingTotal, mustHold, readRecords } from "./importer.ts";
import type { TextLine } from "./text-line.ts";

/** How often a hypervisor took over for one reason, and how long it took until the guest went on. */
export interface ExitReason {
  /** What is told apart: `VM-EXIT`, or an access to an `IO Port`, `MMIO` or `MSR`. */
  readonly event: string;
  /** As perf names it, such as `HLT` or `EPT_VIOLATION`, or an address. */
  readonly reason: string;
  readonly count: number;
  /** From exit to entry, ns, over all exits for this reason. Perf prints hundredths of a microsecond. */
  readonly mean: Nanoseconds;
  /** Null where an old perf does not print it. */
  readonly least: Nanoseconds | null;
  readonly greatest: Nanoseconds | null;
  /** Standard error of the mean ÷ the mean; null where it can't be told. */
  readonly error: number | null;
}

const TITLES = /^\s*(\S.*?)\s+Samples\s+Samples%\s+Time%\s/;
const ROW =
  /^\s*(\S.*?)\s+(\d+)\s+[\d.]+%\s+(?:[\d.]+|-?nan)%\s+(?:([\d.]+)us\s+([\d.]+)us\s+)?([\d.]+)us\s+\(\s*\+-\s*([\d.]+|-?nan)%\s*\)\s*$/;
const TOTAL = /^\s*Total Samples:\s*(\d+), Total events handled time:/;
const DRESSING = /^\s*Analyze events for /;

/** A row, or how many exits all rows above make together. */
type Entry = ExitReason | { readonly total: number; readonly line: TextLine };

/**
 * Output of `perf kvm stat report`: for each reason, how often a guest left to the hypervisor, and how long until it went
 * on, which includes time that other threads had the processor, and for HLT the guest's sleep. Every version of perf ends the
 * table with its totals, so that one without them was cut off.
 */
export const perfKvmStat: Importer<readonly ExitReason[]> = {
  name: "perf-kvm-stat",
  about: "exits of virtual machines by reason: output of perf kvm stat report",
  source: "Linux, tools/perf/Documentation/perf-kvm.txt and tools/perf/builtin-kvm.c",
  read(lines) {
    let event: string | undefined;
    let isOpen = false;
    let last = 0;
    const { records, broken } = readRecords<Entry>(lines, (line) => {
      last = line.number;
      if (DRESSING.test(line.text)) return undefined;
      const [, title] = TITLES.exec(line.text) ?? [];
      if (title !== undefined) {
        event = title;
        isOpen = true;
        return undefined;
      }
      const [, total] = TOTAL.exec(line.text) ?? [];
      if (total === undefined) return reasonOf(line, event);
      isOpen = false;
      return { total: Number(total), line };
    });
    const reasons = records.filter((each) => "reason" in each);
    const unusable = mustHold("exit reasons", reasons);
    const wrong = broken.length > 0 ? broken : wrongTotals(records);
    const missing = isOpen ? [missingTotal(last, "total samples", "perf kvm stat report")] : [];
    return { value: reasons, broken: [...wrong, ...missing], unusable };
  },
  summarize(reasons) {
    const total = reasons.reduce((sum, { count }) => sum + count, 0);
    return [
      ["exits", String(total)],
      ["reasons", String(reasons.length)],
      ...reasons
        .toSorted((a, b) => b.count - a.count)
        .map(({ reason, count, mean }) => [`  ${reason}`, `${count} of ${(mean / 1e3).toFixed(2)} µs`] as const),
    ];
  },
};

function reasonOf(line: TextLine, event: string | undefined): ExitReason | undefined {
  const found = ROW.exec(line.text);
  if (found === null || event === undefined) {
    const expected =
      event === undefined ? "titles: VM-EXIT Samples Samples% Time% …" : "reason samples % % least greatest mean ( +- error )";
    line.refuse("line", line.text.trim(), `${expected}, as perf kvm stat report prints`);
    return undefined;
  }
  const [, reason, count, low, high, mean, error] = found;
  const time = (text: string | undefined): Nanoseconds | null => (text === undefined ? null : us(Number(text)));
  return {
    event,
    reason: reason as string,
    count: Number(count),
    mean: us(Number(mean)),
    least: time(low),
    greatest: time(high),
    error: error?.includes("nan") ? null : Number(error) / 100,
  };
}

/** Totals that are not what the rows above them make: then rows are missing. */
function wrongTotals(records: readonly Entry[]): BrokenLine[] {
  let counted = 0;
  return records.flatMap((each) => {
    if ("reason" in each) {
      counted += each.count;
      return [];
    }
    const sum = counted;
    counted = 0;
    if (sum === each.total) return [];
    return [{ line: each.line.number, field: "total samples", found: String(each.total), expected: `the rows' sum, ${sum}` }];
  });
}
