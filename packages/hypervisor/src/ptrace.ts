import { addOperations, type Operations, type Sourced } from "@crosstalk/hardware";
import { ptraceConstants } from "./constants.ts";
import { intercepted, unassisted } from "./interception.ts";
import type { Interception, Interceptions, Rewriting } from "./rewriting.ts";

/** System calls that the tracer makes of the host's kernel, each all of it. */
export interface TracerCalls {
  /** Waiting for the traced process to stop. */
  readonly wait: Operations;
  /** One ptrace call: reading or setting registers, reading what faulted, resuming, giving it another address space. */
  readonly ptrace: Operations;
  /** Mapping a page into the traced process's address space. */
  readonly map: Operations;
  /** Unmapping a page from it. */
  readonly unmap: Operations;
  /** The same where nothing is mapped. */
  readonly unmapNothing: Operations;
  /** Changing the protection of a page in it. */
  readonly protect: Operations;
  /** Blocking or unblocking signals, which are the guest's interrupts. */
  readonly mask: Operations;
  /** Asking for a timer's signal. */
  readonly timer: Operations;
  /** Sending a signal. */
  readonly signal: Operations;
  /** Reading from or writing to a descriptor of the host. */
  readonly io: Operations;
  /** Waiting for a signal when there is nothing to do. */
  readonly pause: Operations;
}

/** Costs of a guest kernel that is a process of a host's kernel and traces its own processes. */
export interface PtraceCosts {
  /** Which product and version, on what it was measured. */
  readonly name: string;
  /** The host's switch between the two processes, one way. */
  readonly handover: Operations;
  readonly calls: TracerCalls;
  /** What a system call takes of the host for its two stops, beside handovers and the tracer's calls. */
  readonly systemCallStops: Operations;
  /** The same for the one stop of a signal. */
  readonly signalStop: Operations;
  /** The same for a switch of the traced process's address space. */
  readonly switching: Operations;
  /** The host's own page fault, when a page that was mapped is touched. */
  readonly hostFault: Operations;
  /** How often interrupts are masked and unmasked again in a nanosecond of the guest kernel's plain work. */
  readonly maskingsPerWork: number;
  /** Work of going over the guest's page tables for what has changed. */
  readonly flush: Operations;
  /** Calls that unmap nothing, for each page table that is made or given back. */
  readonly unmappingsPerPageTable: number;
}

function sum(...terms: readonly (readonly [times: number, operations: Operations])[]): Operations {
  return terms.reduce<Operations>((total, [times, operations]) => addOperations(total, operations, times), {});
}

/** A guest kernel does it, the hardware too where it is retained, and the host's kernel so much beside. */
function beside(retained: boolean, activity: "memory" | "interrupt", handling: Operations): Interception {
  return { retained, handling, activity };
}

/**
 * A guest kernel that is an unprivileged process of a host's kernel, in an address space of its own (`skas`), and runs all
 * its processes in one other process of the host, which it traces and whose address space it exchanges. It traps nothing
 * and translates nothing: the host stops the traced process and wakes the tracer, and the tracer asks the host by system
 * calls for what a kernel does by privileged instructions.
 *
 * - A system call stops the traced process twice, at its beginning, so that it can be made one that does nothing, and at
 *   its end: four handovers, two waits, seven ptrace calls (registers and floating-point registers read and set, the call
 *   made void, resumed twice).
 * - A page fault is a signal of the host, which stops the traced process once: two handovers, a wait, six ptrace calls. An
 *   interrupt of the guest is a signal, too, and takes one ptrace call less, as there is no fault to be read.
 * - Page tables of the guest are plain memory, which no hardware reads. An entry that has changed is followed in the
 *   traced process's address space: unmapping what was there and mapping the page, which the host then enters in its own
 *   tables by a page fault of its own, or unmapping, or changing the protection. Of a copy that fork makes, each entry is
 *   protected in the parent's address space and mapped in the child's.
 * - A new address space is flushed by force: what its page tables leave empty is unmapped piece by piece.
 * - Another address space is one ptrace call; the switch of the guest kernel's threads saves and sets the signal mask.
 * - Masking interrupts is blocking signals, by a system call.
 *
 * Read in arch/um/kernel/skas of User-Mode Linux for 2.4 (process.c, process_kern.c, tlb.c).
 *
 * Simplified: tracer and traced process are one here, since they take turns and never run at once; that the one has to
 * wait for the other's turn beside other processes of the host is left out. An interrupt stops the traced process even if
 * the guest's kernel runs. Flushing by force is shared out evenly over the page tables of an address space as it is made
 * and given back. Pages that fork has mapped in the child are not faulted in by the host again.
 */
export function ptraced(costs: PtraceCosts): Rewriting {
  for (const field of ["maskingsPerWork", "unmappingsPerPageTable"] as const) {
    if (!(costs[field] >= 0)) throw new RangeError(`${costs.name}: ${field} is ${costs[field]}; allowed is at least 0`);
  }
  const { calls, handover } = costs;
  const stop = (stops: number, { value: ptraceCalls }: Sourced, own: Operations): Operations =>
    sum(
      [stops * ptraceConstants.handoversOfStop.value, handover],
      [stops * ptraceConstants.waitsOfStop.value, calls.wait],
      [ptraceCalls, calls.ptrace],
      [1, own],
    );
  const fault = stop(1, ptraceConstants.ptraceCallsOfFault, costs.signalStop);
  const signal = stop(1, ptraceConstants.ptraceCallsOfSignal, costs.signalStop);
  const twice = stop(ptraceConstants.stopsOfSystemCall.value, ptraceConstants.ptraceCallsOfSystemCall, costs.systemCallStops);
  const crossing = (transition: Operations) => ({ transition, handling: {} });
  const asks = (handling: Operations) => ({ handling });
  const switching = sum([ptraceConstants.masksOfSwitch.value, calls.mask], [1, calls.ptrace], [1, costs.switching]);
  const ofPrograms: Interceptions = {
    systemCall: intercepted("systemCall", crossing(twice), "guest"),
    exception: intercepted("exception", crossing(fault), "guest"),
    arithmeticException: intercepted("arithmeticException", crossing(signal), "guest"),
    interrupt: intercepted("interrupt", crossing(signal), "nobody"),
    interProcessorInterrupt: intercepted("interProcessorInterrupt", asks(calls.signal), "nobody"),
    pageTableWrite: beside(true, "memory", sum([1, calls.unmapNothing], [1, calls.map], [1, costs.hostFault])),
    bulkPageTableWrite: beside(true, "memory", sum([1, calls.protect], [1, calls.map])),
    pageTableClear: beside(true, "memory", calls.unmap),
    pageTablePin: beside(false, "memory", sum([costs.unmappingsPerPageTable, calls.unmapNothing])),
    addressSpaceSwitch: intercepted("addressSpaceSwitch", asks(switching), "nobody"),
    invalidatePage: intercepted("invalidatePage", asks(calls.protect), "nobody"),
    flushTranslations: intercepted("flushTranslations", asks(costs.flush), "nobody"),
    timerSet: intercepted("timerSet", asks(calls.timer), "nobody"),
    halt: intercepted("halt", asks(calls.pause), "nobody"),
    portIo: intercepted("portIo", asks(calls.io), "nobody"),
    hypercall: intercepted("hypercall", asks(calls.io), "nobody"),
    taskPriorityWrite: intercepted("taskPriorityWrite", asks(calls.mask), "nobody"),
    privilegedTrap: { impossible: "its kernel is a program of the host, which has no privileged instructions" },
    ...unassisted("its kernel is a program of the host, which has no hardware assistance for guests of its own"),
  };
  const masking = sum([ptraceConstants.masksOfPair.value * costs.maskingsPerWork, calls.mask]);
  const ofKernels: Interceptions = { ...ofPrograms, work: beside(true, "interrupt", masking) };
  return { name: costs.name, paravirtual: true, ofPrograms, ofGuests: ofKernels, ofHypervisors: ofKernels };
}
