import { currentServer, type HostModel } from "@crosstalk/hardware";
import type { RecordedProcess } from "./profile/recorded-process.ts";
import type { ProfileStep } from "./profile/step.ts";
import type { Profile } from "./profile.ts";
import type { Program } from "./program.ts";

/**
 * Turns a recorded profile into a program that does the same again: the same process tree, in each process the same
 * operations in the same order with the same counts, the same user time as plain work, and waits for the same children
 * and pipes. System time is not replayed: the kernel that runs the program prices the counts.
 *
 * Model notes: one ratio tells how fast two hosts do any plain work; that some programs gain more from a newer processor
 * than others is left out. Which pages a recorded fault was on is not known: those of a process are on new pages of its
 * own until it has as many as the largest process had at its peak, and after that on pages that it has.
 *
 * @param recordedOn the host that does plain work as fast as the recording machine; by default a current server. A
 * simulated host takes the recorded user time multiplied by how much slower than this one it does plain work.
 */
export function profileProgram(profile: Profile, recordedOn: Pick<HostModel, "prices"> = currentServer): Program {
  const root = profile.processes[0];
  if (root === undefined) throw new RangeError(`profile ${profile.name} has no process`);
  const { processes, totals } = profile;
  const peak = Math.ceil(totals.peakMemoryBytes / 4_096);
  return processProgram({ processes, workRatio: 1 / recordedOn.prices.work.value, peak }, root);
}

/** What is the same for all steps. */
interface Recording {
  readonly processes: readonly RecordedProcess[];
  readonly workRatio: number;
  /** Most pages that any process of it had at a time. */
  readonly peak: number;
}

function processProgram(recording: Recording, process: RecordedProcess): Program {
  return { do: "sequence", steps: process.steps.map((step) => stepProgram(recording, step)) };
}

function stepProgram(recording: Recording, step: ProfileStep): Program {
  const { processes, workRatio, peak } = recording;
  switch (step.do) {
    case "run":
      return {
        do: "run",
        user: Math.round(step.userNanoseconds * workRatio),
        calls: step.calls as never,
        faults: step.minorFaults ?? 0,
        peak,
      };
    case "fork": {
      const child = processes[step.child] as RecordedProcess;
      return { do: "fork", label: step.child, how: step.how, child: processProgram(recording, child) };
    }
    case "exec":
      return { do: "exec", program: step.program };
    case "wait":
      return { do: "wait", label: step.child, any: step.any, reaps: step.reaps, through: step.through };
    case "sleep":
    case "block":
      return { do: step.do, time: step.nanoseconds, through: step.through };
    case "pipe-open":
    case "pipe-read":
    case "pipe-write":
    case "pipe-close":
      return step;
    case "exit":
      return { do: "exit", killed: false };
    case "killed":
      return { do: "exit", killed: true };
  }
}
