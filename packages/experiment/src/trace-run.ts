import { type TraceOptions, TraceRecorder, type TraceRecording } from "@crosstalk/metrics";
import type { Experiment } from "./experiment.ts";
import type { RunOutcome } from "./outcome.ts";
import type { Plan, PlannedRun } from "./plan.ts";
import { runPlanned } from "./run-experiment.ts";

/** A run that was recorded while it ran. */
export interface TracedRun {
  /** What became of it: the same as without the recording. */
  readonly outcome: RunOutcome;
  /** As far as the run came; absent if its world could not be composed. */
  readonly recording?: TraceRecording;
  /** Paths of the actors that there were at the start. */
  readonly actors: readonly string[];
}

/** Makes a planned run here and now, and records it. Never throws: a failure is an outcome. */
export function traceRun(experiment: Experiment, plan: Plan, run: PlannedRun, options?: TraceOptions): TracedRun {
  let recorder: TraceRecorder | undefined;
  let actors: readonly string[] = [];
  const outcome = runPlanned(experiment, plan, run, (simulation) => {
    actors = simulation.paths;
    recorder = new TraceRecorder(simulation, options);
  });
  return recorder === undefined ? { outcome, actors } : { outcome, recording: recorder.finish(), actors };
}
