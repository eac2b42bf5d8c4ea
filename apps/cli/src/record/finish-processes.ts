import { apportion } from "./apportion.ts";
import type { DraftRun, DraftStep, ProcessDraft } from "./process-draft.ts";
import { type ProcessTotals, runsOf } from "./process-times.ts";
import type { ProfileStep, RecordedProcess } from "./profile-parts.ts";
import { type TracingTime, tracingTime, userTimeWeights } from "./user-time.ts";

/** Minor faults of a program's start, and of a forked child's first writes: typical of small Linux programs. */
const FAULTS_OF_EXEC = 90;
const FAULTS_OF_FORK = 40;

/** What a run gets of the untraced totals. */
interface RunShare {
  readonly user: number;
  readonly faults: number;
}

const isDraft = (step: DraftStep): step is DraftRun => step.do === "draft";

/**
 * Each run's weight for page faults: a share for the exec or fork that came just before, and the rest by user time.
 * If the shares alone exceed the total, they are scaled down by the apportioning.
 */
function faultWeights({ groups, userNanoseconds, minorFaults }: ProcessTotals, user: readonly number[]): number[] {
  const starts = groups
    .flatMap(({ members }) => members)
    .flatMap(({ steps, parent }) => {
      let start = parent === null ? 0 : FAULTS_OF_FORK;
      return steps.flatMap((step) => {
        if (step.do === "exec") start = FAULTS_OF_EXEC;
        if (!isDraft(step)) return [];
        const share = start;
        start = 0;
        return [share];
      });
    });
  const left = minorFaults - starts.reduce((sum, share) => sum + share, 0);
  const each = left > 0 && userNanoseconds > 0 ? left / userNanoseconds : 0;
  return starts.map((share, index) => share + each * (user[index] ?? 0));
}

/** Gives each run of these processes its share: user time by the traced stretches ({@link userTimeWeights}). */
function shareOut(totals: ProcessTotals, tracing: TracingTime): [DraftRun, RunShare][] {
  const runs = runsOf(totals.groups);
  const user = apportion(totals.userNanoseconds, userTimeWeights(runs, totals.stretches, tracing));
  const faults = apportion(totals.minorFaults, faultWeights(totals, user));
  return runs.map((run, index) => [run, { user: user[index] ?? 0, faults: faults[index] ?? 0 }]);
}

function finishRun(run: DraftRun, { user, faults }: RunShare): ProfileStep[] {
  const { calls, bytesRead, bytesWritten } = run;
  if (user + faults + bytesRead + bytesWritten === 0 && Object.keys(calls).length === 0) return [];
  return [
    {
      do: "run",
      userNanoseconds: user,
      ...(faults > 0 ? { minorFaults: faults } : {}),
      calls,
      ...(bytesRead > 0 ? { bytesRead } : {}),
      ...(bytesWritten > 0 ? { bytesWritten } : {}),
    },
  ];
}

/**
 * A wait on a futex is for another thread, which tracing slowed down, so the wait is shortened as the whole run is without
 * tracing. Other waits may be for somebody outside, who was not traced, and are left as they were.
 */
function finishWait(step: Exclude<DraftStep, DraftRun>, untracedShare: number): ProfileStep {
  if (step.do !== "block" || step.through !== "futex") return step;
  return { ...step, nanoseconds: Math.round(step.nanoseconds * untracedShare) };
}

/**
 * Gives each run its share of the user time and minor faults of its process. The shares sum to these exactly.
 *
 * @param untracedShare how much of the traced pass's elapsed time the untraced one took; at most 1.
 */
export function finishProcesses(
  drafts: readonly ProcessDraft[],
  totals: readonly ProcessTotals[],
  untracedShare: number,
): RecordedProcess[] {
  const tracing = tracingTime(totals.flatMap(({ groups }) => runsOf(groups)));
  const shares = new Map(totals.flatMap((part) => shareOut(part, tracing)));
  return drafts.map(({ id, parent, program, steps }) => ({
    id,
    parent,
    program,
    steps: steps.flatMap((step) =>
      isDraft(step) ? finishRun(step, shares.get(step) ?? { user: 0, faults: 0 }) : [finishWait(step, untracedShare)],
    ),
  }));
}
