import { expect, it } from "vitest";
import { DescriptorTable } from "./descriptor-table.ts";
import { finishProcesses } from "./finish-processes.ts";
import { ProcessDraft } from "./process-draft.ts";
import { threadGroups } from "./process-use.ts";

it("shares out user time by the stretches and faults by execs and user time, and shortens waits for other threads only", () => {
  const draft = new ProcessDraft(0, null, 10, new DescriptorTable());
  draft.add({ do: "exec", program: "a" });
  for (const [from, to] of [
    [0, 1_000],
    [2_000, 5_000],
  ] as const) {
    draft.leave(from, false);
    draft.enter(to);
    draft.add({ do: "block", nanoseconds: 1_001, through: from === 0 ? "futex" : "socket" });
  }
  draft.add({ do: "exit", code: 0 });
  const groups = threadGroups([draft]);
  const totals = [{ groups, userNanoseconds: 2_000, minorFaults: 130, stretches: 4_000 }];
  const [finished] = finishProcesses([draft], totals, 0.5);
  // The shortest stretch is taken for tracing, so the other one has all the user time, and the 40 faults that no exec takes.
  expect(finished?.steps).toEqual([
    { do: "exec", program: "a" },
    { do: "run", userNanoseconds: 0, minorFaults: 90, calls: {} },
    { do: "block", nanoseconds: 501, through: "futex" },
    { do: "run", userNanoseconds: 2_000, minorFaults: 40, calls: {} },
    { do: "block", nanoseconds: 1_001, through: "socket" },
    { do: "exit", code: 0 },
  ]);
});
