import { apportion } from "./apportion.ts";
import type { DraftRun, DraftStep, ProcessDraft } from "./process-draft.ts";
import type { ProfileStep, RecordedProcess } from "./profile-parts.ts";
import { userTimeWeights } from "./user-time.ts";

/** Minor faults of a program's start, and of a forked child's first writes: typical of small Linux programs. */
const FAULTS_OF_EXEC = 90;
const FAULTS_OF_FORK = 40;

/** Untraced totals that the steps' shares have to sum to. */
export interface UntracedTotals {
  readonly userNanoseconds: number;
  readonly minorFaults: number;
  /** User time of the traced pass. */
  readonly tracedUserNanoseconds: number;
}

const isDraft = (step: DraftStep): step is DraftRun => step.do === "draft";

/**
 * Each run's weight for page faults: a share for the exec or fork that came just before, and the rest by user time.
 * If the shares alone exceed the total, they are scaled down by the apportioning.
 */
function faultWeights(drafts: readonly ProcessDraft[], user: ReadonlyMap<DraftRun, number>, totals: UntracedTotals): number[] {
  const starts = drafts.flatMap(({ steps, parent }) => {
    let start = parent === null ? 0 : FAULTS_OF_FORK;
    return steps.flatMap((step) => {
      if (step.do === "exec") start = FAULTS_OF_EXEC;
      if (!isDraft(step)) return [];
      const share = start;
      start = 0;
      return [{ step, share }];
    });
  });
  const left = totals.minorFaults - starts.reduce((sum, { share }) => sum + share, 0);
  const each = left > 0 && totals.userNanoseconds > 0 ? left / totals.userNanoseconds : 0;
  return starts.map(({ step, share }) => share + each * (user.get(step) ?? 0));
}

function finishRun(run: DraftRun, userNanoseconds: number, minorFaults: number): ProfileStep[] {
  const { calls, bytesRead, bytesWritten } = run;
  if (userNanoseconds + minorFaults + bytesRead + bytesWritten === 0 && Object.keys(calls).length === 0) return [];
  const faults = minorFaults > 0 ? { minorFaults } : {};
  const read = bytesRead > 0 ? { bytesRead } : {};
  const written = bytesWritten > 0 ? { bytesWritten } : {};
  return [{ do: "run", userNanoseconds, ...faults, calls, ...read, ...written }];
}

/**
 * Gives each run its share of the untraced user time and minor faults. User time goes by the traced stretches
 * between calls ({@link userTimeWeights}). The shares sum to the totals exactly.
 */
export function finishProcesses(drafts: readonly ProcessDraft[], totals: UntracedTotals): RecordedProcess[] {
  const runs = drafts.flatMap(({ steps }) => steps.filter(isDraft));
  const parts = apportion(totals.userNanoseconds, userTimeWeights(runs, totals.tracedUserNanoseconds));
  const user = new Map(runs.map((run, index) => [run, parts[index] ?? 0]));
  const faultParts = apportion(totals.minorFaults, faultWeights(drafts, user, totals));
  const faults = new Map(runs.map((run, index) => [run, faultParts[index] ?? 0]));
  return drafts.map(({ id, parent, program, steps }) => ({
    id,
    parent,
    program,
    steps: steps.flatMap((step) => (isDraft(step) ? finishRun(step, user.get(step) ?? 0, faults.get(step) ?? 0) : [step])),
  }));
}
