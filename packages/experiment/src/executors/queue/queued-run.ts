import type { ExperimentModule } from "../experiment-module.ts";
import type { PlannedTask } from "../planned-task.ts";
import type { RunLimits } from "../run-limits.ts";
import type { WorkerAnswer } from "../worker-task.ts";

/** The queue's name in Redis. Its number is that of the form in which runs and answers are written. */
export const QUEUE_NAME = "crosstalk-2";

/** What makes runs, as far as results depend on it. */
export interface Maker {
  /** Hash of the code; Node's version is part of it. */
  readonly code: string;
  /** Node's version. */
  readonly node: string;
}

/** A run as it waits in the queue, with the content of the file that describes the experiment, if one does. */
export interface QueuedRun extends Pick<ExperimentModule, "content" | "identity"> {
  /** The campaign that wants it. */
  readonly campaign: string;
  /** The experiment as the user called it: a name of the catalogue, or a file's path. */
  readonly experiment: string;
  /** What must make it. */
  readonly maker: Maker;
  readonly task: PlannedTask;
  readonly limits: RunLimits;
}

/** What a worker gives back: what became of the run, or that nobody waits for it any more. */
export type QueuedAnswer = WorkerAnswer | { readonly abandoned: true };

/** What a worker says when it can't make a campaign's runs. */
export interface Refusal {
  /** Host and process. */
  readonly worker: string;
  readonly reason: string;
}

/** Where in Redis a campaign says that it is alive. */
export function signOfLife(campaign: string): string {
  return `crosstalk:campaign:${campaign}`;
}
