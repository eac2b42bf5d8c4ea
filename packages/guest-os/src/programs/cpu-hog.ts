import { ms } from "@crosstalk/engine";
import { compute, forever, type Program, sequence, systemCall } from "../program.ts";
import { programConstants } from "./constants.ts";

/**
 * A program that takes all the processor time that it can get: it computes in drawn bursts, each followed by one short
 * system call, and never blocks, from its first instruction on: schedulers that reward sleep would take one that slept
 * before it began for an interactive program, for seconds (O(1): 5.5 s of its own processor time after 0.1 s of sleep).
 *
 * Model notes: bursts last 50 ms in the mean, lognormal with a coefficient of variation of 1; as a hog never gives its
 * processor up, they decide only when it enters its kernel.
 */
export function cpuHog(): Program {
  return forever(
    sequence(compute({ distribution: "lognormal", mean: ms(programConstants.hogBurst.value), variation: 1 }), systemCall("null")),
  );
}
