import { contentAt, goesOn } from "@crosstalk/hardware";
import { join, within } from "./intervals.ts";
import type { ManagedMachine, PageRun, PageState } from "./memory-state.ts";

const rest = ({ start, count, content, state }: PageRun, by: number): PageRun => ({
  start: start + by,
  count: count - by,
  content: contentAt(content, by),
  state,
});

/** Runs of a stretch of a VM's pages, cut at its ends. */
export function runsOf(machine: ManagedMachine, start: number, count: number): PageRun[] {
  return within(machine.runs, start, count, rest);
}

/** Joins runs of a stretch that are alike again. */
export function joinRuns(machine: ManagedMachine, start: number, count: number): void {
  join(
    machine.runs,
    start,
    count,
    (first, second) => first.state === second.state && goesOn(first.content, first.count, second.content),
  );
}

/** Pages of a VM in one of some states. */
export function pagesIn(machine: ManagedMachine, ...states: readonly PageState[]): number {
  return machine.runs.reduce((sum, { state, count }) => (states.includes(state) ? sum + count : sum), 0);
}
