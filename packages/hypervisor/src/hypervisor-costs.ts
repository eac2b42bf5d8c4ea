import type { Operations } from "@crosstalk/hardware";

/** What a hypervisor's own actions cost, beside what its guests' operations become by its {@link Rewriting}. */
export interface HypervisorCosts {
  /** Which product and version, on what it was measured. */
  readonly name: string;
  /** Giving a processor to another vCPU: choosing it, saving and loading state. */
  readonly switching: Operations;
  /** Halting a processor that no vCPU wants. */
  readonly idle: Operations;
  /** Taking an interrupt of its own processor, until it is known what it is for. */
  readonly interrupt: Operations;
  /** Handling an alarm of its scheduling policy, beside the timer's interrupt. */
  readonly alarm: Operations;
  /** Passing an interrupt from one vCPU to another, beside the sender's call. */
  readonly sendInterrupt: Operations;
  /** Passing a channel's notification to the other end, beside the sender's call. */
  readonly notify: Operations;
}
