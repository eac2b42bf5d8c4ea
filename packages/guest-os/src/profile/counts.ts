import type { RecordedProcess } from "./recorded-process.ts";
import type { ProfileStep } from "./step.ts";
import type { SystemCallClass } from "./system-call-class.ts";

/** Number of system calls by class; classes without a call are absent. */
export type CallCounts = Partial<Record<SystemCallClass, number>>;

const singleCall: Partial<Record<ProfileStep["do"], SystemCallClass>> = {
  fork: "fork",
  exec: "exec",
  exit: "exit",
  "pipe-open": "pipe-open",
};

/** The system calls that one step makes. Every step but `run` makes calls of one class, or none. */
export function callsOfStep(step: ProfileStep): CallCounts {
  switch (step.do) {
    case "run":
      return step.calls;
    case "pipe-read":
    case "pipe-write":
      return { [step.do]: step.requests };
    case "wait":
    case "sleep":
    case "block":
      return { [step.through]: 1 };
    default: {
      const name = singleCall[step.do];
      return name === undefined ? {} : { [name]: 1 };
    }
  }
}

/** The system calls that the processes make together: what a faithful replay has to show, class by class. */
export function callsOfProcesses(processes: readonly RecordedProcess[]): CallCounts {
  const counts: CallCounts = {};
  for (const { steps } of processes) {
    for (const step of steps) {
      for (const [name, count] of Object.entries(callsOfStep(step)) as [SystemCallClass, number][]) {
        counts[name] = (counts[name] ?? 0) + count;
      }
    }
  }
  return counts;
}
