import { ms } from "@crosstalk/engine";
import { compute, forever, type Program, sequence, sleep, systemCall } from "@crosstalk/guest-os";

/** Time within which hogs begin, and after which the victim does, one drawn anew by each: 0.3 s. */
export const START_PHASE = ms(300);

/**
 * A program that takes all the processor time that it can get: after a drawn delay it computes in bursts, each followed
 * by one short system call, and never blocks.
 *
 * Model notes: bursts last 50 ms in the mean, lognormal with a coefficient of variation of 1; as a hog never gives its
 * processor up, they decide only when it enters its kernel.
 */
export function cpuHog(): Program {
  return sequence(
    sleep({ distribution: "uniform", low: 0, high: START_PHASE }),
    forever(sequence(compute({ distribution: "lognormal", mean: ms(50), variation: 1 }), systemCall("null"))),
  );
}
