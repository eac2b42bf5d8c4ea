import {
  callsOfProcesses,
  PROFILE_VERSION,
  type Profile,
  parseProfile,
  type SystemCallClass,
  systemCallClasses,
} from "@crosstalk/guest-os";
import { type RecordingRequest, recordingCommandLine, withoutMachinePaths } from "./command-line.ts";
import type { CountedPass } from "./counting-pass.ts";
import { finishProcesses } from "./finish-processes.ts";
import type { TracedPass, UntracedPass } from "./passes.ts";
import { splitByProcess } from "./process-times.ts";
import type { ProfileTotals, RecordedPass, RecordedProcess, RecordingMachine } from "./profile-parts.ts";
import type { ResourceUsage } from "./resource-usage.ts";
import { fastestPass, splitTimes } from "./split-times.ts";
import { type SystemTime, splitSystemTime } from "./system-time.ts";

/** Everything that was measured and observed, from which a profile is made. */
export interface Recording {
  readonly request: RecordingRequest;
  readonly date: Date;
  readonly machine: RecordingMachine;
  readonly tool: string;
  readonly counted: Pick<CountedPass, "use">;
  readonly untraced: readonly UntracedPass[];
  readonly traced: TracedPass;
}

const passOf = ({ wallNanoseconds, userNanoseconds, systemNanoseconds }: ResourceUsage): RecordedPass => ({
  wallNanoseconds: Math.round(wallNanoseconds),
  userNanoseconds,
  systemNanoseconds,
});

const countSteps = (
  processes: readonly RecordedProcess[],
  matches: (step: RecordedProcess["steps"][number]) => boolean,
): number => processes.reduce((sum, { steps }) => sum + steps.filter(matches).length, 0);

function totalsOf(
  usage: ResourceUsage,
  { statistics }: TracedPass["trace"],
  time: SystemTime,
  processes: readonly RecordedProcess[],
): ProfileTotals {
  const calls = callsOfProcesses(processes);
  const systemCalls: ProfileTotals["systemCalls"] = {};
  for (const name of systemCallClasses.filter((one): one is SystemCallClass => (calls[one] ?? 0) > 0)) {
    const seen = statistics.classes.get(name);
    systemCalls[name] = {
      calls: calls[name] ?? 0,
      failed: seen?.failed ?? 0,
      tracedNanoseconds: Math.round(seen?.tracedNanoseconds ?? 0),
      systemNanoseconds: time.classes.get(name) ?? 0,
    };
  }
  return {
    wallNanoseconds: Math.round(usage.wallNanoseconds),
    userNanoseconds: usage.userNanoseconds,
    systemNanoseconds: usage.systemNanoseconds,
    systemCalls,
    pageFaults: { minor: usage.minorFaults, major: usage.majorFaults, systemNanoseconds: time.pageFaults },
    contextSwitches: { voluntary: usage.voluntarySwitches, involuntary: usage.involuntarySwitches },
    forks: countSteps(processes, (step) => step.do === "fork" && step.how !== "thread"),
    threads: countSteps(processes, (step) => step.do === "fork" && step.how === "thread"),
    execs: countSteps(processes, (step) => step.do === "exec"),
    peakMemoryBytes: usage.peakMemoryBytes,
    read: { ...statistics.read },
    written: { ...statistics.written },
    blockInput: usage.blockInput,
    blockOutput: usage.blockOutput,
  };
}

/**
 * Makes a profile of a recording, and checks it as a reader would.
 *
 * @throws {ProfileError} if the parts contradict one another: the trace was not understood.
 */
export function buildProfile({ request, date, machine, tool, counted, untraced, traced }: Recording): Profile {
  const fastest = fastestPass(untraced);
  const { splitBy, ...times } = splitTimes(untraced, fastest);
  const usage = { ...fastest.usage, ...times };
  const { trace } = traced;
  const system = splitSystemTime(usage.systemNanoseconds, usage.minorFaults, trace.statistics.classes);
  const shares = splitByProcess(trace, counted.use, usage, system, traced.usage.userNanoseconds);
  const untracedShare = Math.min(1, usage.wallNanoseconds / Math.max(1, traced.usage.wallNanoseconds));
  const processes = finishProcesses(trace.processes, shares, untracedShare);
  const profile = {
    format: "crosstalk-profile",
    version: PROFILE_VERSION,
    name: request.name,
    command: request.command.map((word) => withoutMachinePaths(word)),
    prepare: request.prepare === undefined ? null : withoutMachinePaths(request.prepare),
    recordedWith: recordingCommandLine(request),
    date: date.toISOString(),
    exitCode: traced.exitCode,
    machine,
    tracing: {
      tool,
      untraced: untraced.map((pass) => passOf(pass.usage)),
      splitBy,
      traced: passOf(traced.usage),
    },
    totals: totalsOf(usage, trace, system, processes),
    processes,
  } satisfies Profile;
  return parseProfile(profile, request.name);
}
