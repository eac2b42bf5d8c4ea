import { Tinypool } from "tinypool";
import type { ExperimentModule } from "./experiment-module.ts";
import type { RunLimits } from "./run-limits.ts";

const fromSource = import.meta.url.endsWith(".ts");

/**
 * Threads that make runs, all of them started at once.
 *
 * @param preloaded what they load before they take the first task.
 */
export function threadPool(threads: number, { mebibytes }: RunLimits, preloaded?: ExperimentModule): Tinypool {
  return new Tinypool({
    filename: new URL(fromSource ? "./worker-from-source.mjs" : "./worker.js", import.meta.url).href,
    // Workers resolve packages as this process does: from source where it was started so.
    execArgv: fromSource ? ["--conditions=@crosstalk/source"] : [],
    minThreads: threads,
    maxThreads: threads,
    workerData: preloaded,
    ...(mebibytes === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: mebibytes } }),
  });
}
