import type { MessagePort } from "node:worker_threads";
import type { Runtime } from "@crosstalk/engine";
import type { ConstantValues } from "@crosstalk/hardware/assignment";
import type { LevelReference } from "../level-reference.ts";
import type { RunFailure, RunResult } from "../outcome.ts";
import type { WarmUpChoice } from "../warm-up.ts";
import type { ExperimentModule } from "./experiment-module.ts";

/** What a worker is told of a run: plain data, and a port if it is to say when the run begins. */
export interface WorkerTask {
  readonly module: ExperimentModule;
  readonly levels: Readonly<Record<string, LevelReference>>;
  readonly seed: number;
  readonly runtime: Runtime;
  /** How long the run warms up, in the place of what the experiment says. */
  readonly warmUp?: WarmUpChoice;
  /** Values of constants by name; a worker takes only tasks that have the same. Absent: those of their sources. */
  readonly constants?: ConstantValues;
  /** Takes one message when the code is loaded and the run begins. */
  readonly begun?: MessagePort;
}

/** What a worker answers. */
export type WorkerAnswer = { readonly result: RunResult } | { readonly failure: RunFailure };
