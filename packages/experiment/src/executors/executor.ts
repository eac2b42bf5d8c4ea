import type { RunOutcome } from "../outcome.ts";
import type { Plan } from "../plan.ts";

/** What a caller wants to know and to say while runs are made. */
export interface ExecutionOptions {
  /** Called with each outcome, in the order in which runs end. */
  readonly onOutcome?: (outcome: RunOutcome) => void;
  /**
   * Called with each outcome before that; what it returns is held until all runs have ended, and is what the execution
   * resolves with. Such as less of it, where all is on disk already, so that memory doesn't grow with what runs give.
   */
  readonly retain?: (outcome: RunOutcome) => RunOutcome;
  /** Ends the execution: runs under way are given up, finished ones are kept. */
  readonly signal?: AbortSignal;
}

/** Makes all runs of a plan. Resolves with the outcomes of those that ended, in no particular order; a failed run is one. */
export type Executor = (plan: Plan, options?: ExecutionOptions) => Promise<readonly RunOutcome[]>;
