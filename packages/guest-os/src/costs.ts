import type { Operations } from "@crosstalk/hardware";
import type { SystemCallClass } from "./profile/system-call-class.ts";

/**
 * What a kernel's actions cost, in operations that hardware has prices for and nanoseconds of plain work on the
 * reference host. Each platform names a table with its sources.
 */
export interface KernelCosts {
  readonly name: string;
  /** One system call of each class, all of it: the trap, the kernel's work, what it asks of the hardware. */
  readonly calls: { readonly [Class in SystemCallClass]: Operations };
  /** Making a child, beside its pages: the call is counted here, not in `calls`. By kind of child. */
  readonly fork: Operations;
  readonly vfork: Operations;
  readonly thread: Operations;
  /** For each page of the parent whose mapping is copied. */
  readonly forkPage: Operations;
  /** Replacing the image, beside giving the old one back; the call is counted here. */
  readonly exec: Operations;
  /** Ending, beside giving the memory back; the call is counted here. */
  readonly exit: Operations;
  /** Giving an address space back at exec or exit, beside its pages. */
  readonly dropSpace: Operations;
  /** For each page that is given back: at exec, exit or unmap. */
  readonly dropPage: Operations;
  /** Page faults of each kind. */
  readonly faults: { readonly [Kind in "zero" | "copy-on-write" | "protection" | "file"]: Operations };
  /** For each page that is reclaimed: finding it, taking its mapping away, freeing its frame; the work of writing it is `submit`. */
  readonly reclaimPage: Operations;
  /** From one process to another. */
  readonly contextSwitch: Operations;
  /** Going idle, each time: the idle loop and halting. */
  readonly idle: Operations;
  /** Stopping the tick, each time that a kernel which does so goes idle: its timer is set for what comes next. */
  readonly stopTick: Operations;
  /** Handling a tick, beside the interrupt. */
  readonly tick: Operations;
  /** Taking an interrupt. */
  readonly interrupt: Operations;
  /** Asking another processor to pick again. */
  readonly reschedule: Operations;
  /** Submitting a request to a device, and completing it in the interrupt. */
  readonly submit: Operations;
  readonly complete: Operations;
  /** A back-end's work for a request on a ring and for its response. */
  readonly backEndRequest: Operations;
  readonly backEndResponse: Operations;
  /** Telling the other end of a channel. */
  readonly notify: Operations;
  /** Asking other processors to drop translations, for each of them; and what each of them does. */
  readonly shootdownSend: Operations;
  readonly shootdownReceive: Operations;
}
