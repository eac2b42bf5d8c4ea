import { type BatchEstimate, estimateFromBatches } from "../estimators/batch-means.ts";
import { checkCount } from "../estimators/sample.ts";
import { finite, type ProbeKind } from "./probe.ts";

interface BatchedState {
  /** Values in each batch. */
  size: number;
  /** Of complete batches, in order. */
  means: number[];
  /** Of the batch that is being filled. */
  sum: number;
  count: number;
}

/**
 * The mean of values of one long run with its confidence interval, by batch means, in bounded memory: once there are
 * twice as many batches as wanted, each two become one, so that batches grow with the run.
 *
 * The reading is undefined as long as there are fewer batches than wanted. The batch that is being filled is left out.
 *
 * @param batches so many at least, and fewer than twice as many; 20 unless told.
 */
export function batched(batches = 20, confidence = 0.95): ProbeKind<number, BatchedState, BatchEstimate | undefined> {
  checkCount("the number of batches", batches, 2);
  return {
    begin: () => ({ size: 1, means: [], sum: 0, count: 0 }),
    take: (state, given) => {
      state.sum += finite(given);
      state.count += 1;
      if (state.count < state.size) return;
      state.means.push(state.sum / state.size);
      state.sum = 0;
      state.count = 0;
      if (state.means.length === 2 * batches) {
        state.means = Array.from({ length: batches }, (_, pair) => meanOfPair(state.means, pair));
        state.size *= 2;
      }
    },
    read: ({ means, size }) => (means.length < batches ? undefined : estimateFromBatches(means, size, confidence)),
  };
}

function meanOfPair(means: readonly number[], pair: number): number {
  return ((means[2 * pair] as number) + (means[2 * pair + 1] as number)) / 2;
}
