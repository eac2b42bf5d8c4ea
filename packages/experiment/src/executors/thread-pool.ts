import { Tinypool } from "tinypool";
import type { ExperimentModule } from "./experiment-module.ts";
import type { RunLimits } from "./run-limits.ts";

/**
 * Most that young objects take in a thread, four times what Node allows by itself. A simulation lets go of nearly all that it
 * allocates at once, so rarer collections find less to copy, and two threads wait less for each other's. Only where there is
 * no limit: one collection of so much could go past the leeway in which Node ends a thread, and end the process instead.
 */
const YOUNG_MEBIBYTES = 192;

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
    resourceLimits:
      mebibytes === undefined ? { maxYoungGenerationSizeMb: YOUNG_MEBIBYTES } : { maxOldGenerationSizeMb: mebibytes },
  });
}
