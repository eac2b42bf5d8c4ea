import type { Runtime } from "@crosstalk/engine";
import type { LevelReference } from "../level-reference.ts";
import type { RunFailure, RunResult } from "../outcome.ts";
import type { ExperimentModule } from "./experiment-module.ts";

/** What a worker is told of a run: plain data only. */
export interface WorkerTask {
  readonly module: ExperimentModule;
  readonly levels: Readonly<Record<string, LevelReference>>;
  readonly seed: number;
  readonly runtime: Runtime;
}

/** What a worker answers. */
export type WorkerAnswer = { readonly result: RunResult } | { readonly failure: RunFailure };
