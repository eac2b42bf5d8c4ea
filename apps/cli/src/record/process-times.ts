import { type CallCounts, callsOfStep, type SystemCallClass } from "@crosstalk/guest-os";
import { apportion } from "./apportion.ts";
import type { DraftRun, DraftStep } from "./process-draft.ts";
import { type ProcessUse, type ThreadGroup, threadGroups } from "./process-use.ts";
import type { SystemTime } from "./system-time.ts";
import type { TraceReader } from "./trace-reader.ts";

/** Untraced totals that the processes' shares have to sum to. */
export interface UntracedTotals {
  readonly userNanoseconds: number;
  readonly systemNanoseconds: number;
  readonly minorFaults: number;
}

/** User time and minor faults of processes, and how much user time the traced stretches are to be cut down to. */
export interface ProcessTotals {
  readonly groups: readonly ThreadGroup[];
  readonly userNanoseconds: number;
  readonly minorFaults: number;
  readonly stretches: number;
}

const isDraft = (step: DraftStep): step is DraftRun => step.do === "draft";

/** The stretches of computing in processes, in order. */
export const runsOf = (groups: readonly ThreadGroup[]): DraftRun[] =>
  groups.flatMap(({ members }) => members.flatMap(({ steps }) => steps.filter(isDraft)));

const callsOf = (step: DraftStep): CallCounts => (isDraft(step) ? step.calls : callsOfStep(step));

/** System time of a process's calls, each at its class's mean. */
function systemTimeOf({ members }: ThreadGroup, mean: (name: SystemCallClass) => number): number {
  const steps = members.flatMap((member) => member.steps);
  return steps.reduce(
    (sum, step) =>
      Object.entries(callsOf(step)).reduce((part, [name, count]) => part + count * mean(name as SystemCallClass), sum),
    0,
  );
}

/** What is known of each group of threads, in their order; undefined unless it is of all. */
function useOfGroups(groups: readonly ThreadGroup[], use: ProcessUse | undefined) {
  const known = groups.flatMap(({ place }) => use?.get(place) ?? []);
  return known.length === groups.length ? known : undefined;
}

/**
 * Splits user time and minor faults over the processes of a tree, by what each used by itself in the counting pass. That
 * tells a process's processor time, but not well how much of it was user time ({@link splitTimes}). So from its share of
 * the untraced processor time its calls and faults are taken, at the means that a replay takes for them; what is left is
 * its user time. A replay then gives each process the processor time that it had.
 *
 * Where not all processes are known, all are one in the result.
 *
 * @param tracedUserNanoseconds user time of all processes in the traced pass.
 */
export function splitByProcess(
  { processes, statistics }: Pick<TraceReader, "processes" | "statistics">,
  use: ProcessUse | undefined,
  { userNanoseconds, systemNanoseconds, minorFaults }: UntracedTotals,
  system: SystemTime,
  tracedUserNanoseconds: number,
): ProcessTotals[] {
  const groups = threadGroups(processes).filter((group) => runsOf([group]).length > 0);
  const known = useOfGroups(groups, use);
  if (known === undefined) return [{ groups, userNanoseconds, minorFaults, stretches: tracedUserNanoseconds }];
  const counted = known.reduce((sum, { processorNanoseconds }) => sum + processorNanoseconds, 0);
  const scale = counted > 0 ? (userNanoseconds + systemNanoseconds) / counted : 0;
  const faults = apportion(
    minorFaults,
    known.map((used) => used.minorFaults),
  );
  const mean = (name: SystemCallClass): number =>
    (system.classes.get(name) ?? 0) / Math.max(1, statistics.classes.get(name)?.calls ?? 0);
  const meanFault = system.pageFaults / Math.max(1, minorFaults);
  const user = apportion(
    userNanoseconds,
    known.map(({ processorNanoseconds }, index) => {
      const calls = systemTimeOf(groups[index] as ThreadGroup, mean);
      return Math.max(0, processorNanoseconds * scale - calls - (faults[index] ?? 0) * meanFault);
    }),
  );
  return groups.map((group, index) => ({
    groups: [group],
    userNanoseconds: user[index] ?? 0,
    minorFaults: faults[index] ?? 0,
    stretches: user[index] ?? 0,
  }));
}
