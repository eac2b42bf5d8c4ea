import { type Nanoseconds, seconds } from "@crosstalk/engine";
import { compute, fork, type Program, parallel, sequence, sleep, wait } from "@crosstalk/guest-os";
import { dualXeon2003, type HostModel } from "@crosstalk/hardware";
import type { SwfJob } from "./swf.ts";

/** A job as a simulated kernel can run it. */
export interface JobArrival {
  readonly job: number;
  /** When it is submitted, ns from the first submission. */
  readonly at: Nanoseconds;
  /** Threads that it has. */
  readonly threads: number;
  /** Processor time of each thread, ns, on the machine of the log. */
  readonly work: Nanoseconds;
}

/** How jobs are taken from a log. */
export interface JobArrivalOptions {
  /** Seconds simulated for each second of the log, of arrivals and of work; 1 by default. */
  readonly timeScale?: number;
}

/** How jobs are made a program. */
export interface JobProgramOptions {
  /** The host on which the jobs take their processor times; by default the reference host. */
  readonly on?: Pick<HostModel, "prices">;
}

/**
 * When jobs arrive, and what work they are: as many threads as processors were allocated (or else requested, or else one),
 * each with the mean processor time (or else the run time). Jobs for which neither is told, or is 0, are left out.
 */
export function jobArrivals(jobs: readonly SwfJob[], { timeScale = 1 }: JobArrivalOptions = {}): readonly JobArrival[] {
  if (!(timeScale > 0 && Number.isFinite(timeScale)))
    throw new RangeError(`timeScale is ${timeScale}; allowed is a number above 0`);
  const first = jobs[0]?.submitSeconds ?? 0;
  return jobs.flatMap((job) => {
    const work = seconds((job.processorSeconds ?? job.runSeconds ?? 0) * timeScale);
    if (work === 0) return [];
    const threads = Math.max(job.allocatedProcessors ?? job.requestedProcessors ?? 1, 1);
    return [{ job: job.job, at: seconds((job.submitSeconds - first) * timeScale), threads, work }];
  });
}

/**
 * A program that makes a process for each job when it arrives, and ends when all have ended.
 *
 * Model notes: the kernel's scheduler shares the processors among all jobs that have come, where the log's machine let them
 * queue; so the log's waits are not replayed. Work is plain. What precedes what is not kept to: times of arrival are the
 * log's. The program sleeps from one arrival to the next, so that it falls behind where it gets the processor late.
 */
export function jobProgram(arrivals: readonly JobArrival[], { on = dualXeon2003 }: JobProgramOptions = {}): Program {
  const children = arrivals.flatMap(({ at, threads, work }, index) => {
    const gap = at - (arrivals[index - 1]?.at ?? 0);
    const one = compute(Math.round(work / on.prices.work.value));
    const child = threads === 1 ? one : parallel(...Array.from({ length: threads }, () => one));
    return [...(gap > 0 ? [sleep(gap)] : []), fork(child, index)];
  });
  return sequence(...children, ...arrivals.map((_, index) => wait(index)));
}
