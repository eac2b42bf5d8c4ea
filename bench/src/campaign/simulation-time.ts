import { runExperiment } from "@crosstalk/experiment";
import { spreadOf } from "../median.ts";
import ticking from "./ticking-experiment.ts";

/** Real milliseconds of one run's simulation, in this thread, when the compiler has seen it: the median of many. */
export function simulationMilliseconds(ticks: number, times: number): number {
  const taken = Array.from({ length: times }, (_, round) => {
    const start = performance.now();
    runExperiment(ticking, { settings: {}, sweep: { ticks: [String(ticks)] }, replications: 1, seed: round });
    return performance.now() - start;
  });
  return spreadOf(taken.slice(Math.floor(times / 4))).median;
}
