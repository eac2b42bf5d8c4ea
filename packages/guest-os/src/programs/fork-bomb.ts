import { ms, type Nanoseconds } from "@crosstalk/engine";
import { compute, exec, forever, fork, type Program, sequence } from "../program.ts";
import { cpuHog } from "./cpu-hog.ts";

/**
 * A program that makes processes without end, each of which computes for ever: after each `pause` of its own processor
 * time one more. A fork that fails is tried again.
 *
 * Model notes: the shell's classic has each child fork, too, and grows twofold in each round; programs here are finite
 * trees, so only the first process forks. It grows by its share of the processor instead, which slows the growth and not
 * the end: the kernel's limit, the context's, or no processor time left for anybody else.
 */
export function forkBomb(pause: Nanoseconds = ms(1)): Program {
  return sequence(exec("bomb"), forever(sequence(fork(cpuHog()), compute(pause))));
}
