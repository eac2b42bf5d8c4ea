import { expect, it } from "vitest";
import { DescriptorTable } from "./descriptor-table.ts";
import { ProcessDraft } from "./process-draft.ts";
import { threadGroups, useOfProcesses } from "./process-use.ts";

/** Process 0 forks 1 and 2, reaps only 1; 1 has the thread 3, which forks and reaps 4. Process 4 has the pid that 2 had. */
function tree(): ProcessDraft[] {
  const drafts: ProcessDraft[] = [];
  const make = (parent: number | null, pid: number) => {
    const of = parent === null ? null : (drafts[parent] as ProcessDraft);
    drafts.push(new ProcessDraft(drafts.length, of, pid, new DescriptorTable()));
  };
  const fork = (parent: number, pid: number, how: "process" | "thread") => {
    drafts[parent]?.add({ do: "fork", child: drafts.length, how });
    make(parent, pid);
  };
  const wait = (process: number, child: number, reaps: boolean) =>
    drafts[process]?.add({ do: "wait", child, any: true, reaps, through: "wait" });
  make(null, 10);
  fork(0, 11, "process");
  fork(0, 12, "process");
  fork(1, 13, "thread");
  fork(3, 12, "process");
  wait(3, 4, true);
  wait(0, 1, true);
  wait(0, 2, false);
  return drafts;
}

const used = (milliseconds: number, minorFaults: number) => ({ processorNanoseconds: 1e6 * milliseconds, minorFaults });

it("groups threads with their process, each at its place in the tree", () => {
  const groups = threadGroups(tree()).map(({ place, members }) => [place, members.map(({ id }) => id)]);
  expect(groups).toEqual([
    ["0", [0]],
    ["0.0", [1, 3]],
    ["0.1", [2]],
    ["0.0.0.0", [4]],
  ]);
});

it("takes from what a process had used what its children had that it, or a thread of it, reaped", () => {
  const ends = new Map([
    [10, [used(100, 1_000)]],
    [11, [used(70, 600)]],
    [12, [used(9, 90), used(20, 200)]],
    [13, [used(69, 600)]],
  ]);
  expect(useOfProcesses(tree(), ends)).toEqual(
    new Map([
      ["0", used(30, 400)],
      ["0.0", used(50, 400)],
      ["0.1", used(9, 90)],
      ["0.0.0.0", used(20, 200)],
    ]),
  );
});

it("knows nothing if one end is missing", () => {
  expect(useOfProcesses(tree(), new Map([[10, [used(100, 1_000)]]]))).toBeUndefined();
});
