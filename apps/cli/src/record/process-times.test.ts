import { expect, it } from "vitest";
import { CallStatistics } from "./call-statistics.ts";
import { DescriptorTable } from "./descriptor-table.ts";
import { ProcessDraft } from "./process-draft.ts";
import { splitByProcess } from "./process-times.ts";

/** A process that forks another; both compute for 1 ms by the trace, but the child makes 100 calls and computes nothing. */
function traced() {
  const parent = new ProcessDraft(0, null, 10, new DescriptorTable());
  parent.leave(0, false);
  parent.enter(1_000_000);
  parent.add({ do: "fork", child: 1, how: "process" });
  const child = new ProcessDraft(1, parent, 11, new DescriptorTable());
  child.leave(0, false);
  child.enter(1_000_000);
  for (let call = 0; call < 100; call += 1) child.count("file-read", undefined);
  const statistics = new CallStatistics();
  for (let call = 0; call < 100; call += 1) statistics.count("file-read", false, 0);
  return { processes: [parent, child], statistics };
}

const totals = { userNanoseconds: 5_000_000, systemNanoseconds: 1_000_000, minorFaults: 100 };
const system = { classes: new Map([["file-read", 900_000] as const]), pageFaults: 100_000 };
const sharesOf = (use: Parameters<typeof splitByProcess>[1]) =>
  splitByProcess(traced(), use, totals, system, 2_000_000).map(({ groups, ...rest }) => ({ of: groups.length, ...rest }));

it("gives a process the processor time that it had, less what its calls and faults cost", () => {
  const use = new Map([
    ["0", { processorNanoseconds: 10_000_000, minorFaults: 300 }],
    ["0.0", { processorNanoseconds: 2_000_000, minorFaults: 100 }],
  ]);
  expect(sharesOf(use)).toEqual([
    { of: 1, userNanoseconds: 4_925_000, minorFaults: 75, stretches: 4_925_000 },
    { of: 1, userNanoseconds: 75_000, minorFaults: 25, stretches: 75_000 },
  ]);
});

it("takes all together where one is not known", () => {
  const whole = [{ of: 2, userNanoseconds: 5_000_000, minorFaults: 100, stretches: 2_000_000 }];
  expect(sharesOf(undefined)).toEqual(whole);
  expect(sharesOf(new Map([["0", { processorNanoseconds: 1, minorFaults: 1 }]]))).toEqual(whole);
});
