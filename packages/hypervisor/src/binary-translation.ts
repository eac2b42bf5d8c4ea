import type { OperationClass } from "@crosstalk/hardware";
import { type DoneBy, type InterceptionCost, intercepted, unassisted } from "./interception.ts";
import type { Interception, Interceptions, Rewriting } from "./rewriting.ts";

/** Who does what the guest's kernel wants done, by class of operation. */
const DONE_BY = {
  // Taken by the hypervisor, forwarded to the translated code of the guest's kernel, and returned from through it.
  systemCall: "guest",
  exception: "guest",
  arithmeticException: "guest",
  privilegedTrap: "guest",
  // Made up by the hypervisor: the hardware's own interrupt is another, and was the hypervisor's.
  interrupt: "nobody",
  // Traced: a store to a page that the guest uses as a page table, followed in its shadow.
  pageTableWrite: "hypervisor",
  bulkPageTableWrite: "hypervisor",
  pageTableClear: "hypervisor",
  pageTablePin: "hypervisor",
  // Called out of translated code.
  addressSpaceSwitch: "hypervisor",
  invalidatePage: "hypervisor",
  flushTranslations: "hypervisor",
  interProcessorInterrupt: "nobody",
  timerSet: "nobody",
  halt: "nobody",
  hypercall: "nobody",
  // Emulated within translated code.
  portIo: "nobody",
  taskPriorityWrite: "nobody",
} as const satisfies { readonly [Class in OperationClass]?: DoneBy };

/** A class of operations that binary translation makes something else of. */
export type TranslatedClass = keyof typeof DONE_BY;

/** Costs of a hypervisor that translates its guests' kernels. */
export interface BinaryTranslationCosts {
  /** Which product and version, on what it was measured. */
  readonly name: string;
  /** What becomes of returns and indirect jumps in translated code, whose targets have to be looked up. */
  readonly returns: {
    /** Returns and indirect jumps in a nanosecond of a kernel's plain work. */
    readonly perWork: number;
    /** Nanoseconds of work that looking one target up takes, beside the return itself. */
    readonly lookUp: number;
  };
  /** What the hypervisor does for one operation of each class; a transition that is absent costs nothing. */
  readonly operations: { readonly [Class in TranslatedClass]: InterceptionCost };
}

/**
 * Binary translation of an unchanged guest, as in VMware's software VMM. Programs of the guest are executed directly;
 * its kernel's code is translated, block by block, into code that may run deprivileged:
 *
 * - most instructions are translated into themselves; returns and indirect jumps look their targets up, so plain work of
 *   a kernel takes longer by as many look-ups as it has returns, and a program's does not;
 * - privileged instructions become a few instructions on the virtual processor's state, or call out to the hypervisor;
 * - a system call or an exception of a program enters the hypervisor, which goes on in translated code; returning from
 *   it leaves translated code for direct execution again;
 * - the page tables that the processor uses are shadows. The guest's own are traced: a store to one is found out, at
 *   first by a trap, then the code that does it is translated anew into a call-out, which follows it in the shadow. A
 *   page fault is looked up in the guest's tables and forwarded to its kernel if they explain it (a true fault), or
 *   else mended in the shadow without its knowledge (a hidden one); shadows are kept for each root.
 *
 * Simplified: translating is done (what a block costs once is left out, as kernels execute the same code over and over);
 * so is the adaptation of stores from traps to call-outs. Hidden faults are counted by page tables that are made and
 * given back, for each table's shadow begins empty; entries written later are entered in the shadow by the trace. A
 * program's part of a guest is every part that is no kernel's, back-end's or hypervisor's. What a hypervisor in such a
 * guest does is kernel code, too, and it can't have hardware assistance.
 */
export function binaryTranslation(costs: BinaryTranslationCosts): Rewriting {
  const { perWork, lookUp } = costs.returns;
  for (const [name, value] of Object.entries(costs.returns)) {
    if (!(value >= 0)) throw new RangeError(`${costs.name}: returns.${name} is ${value}; allowed is at least 0`);
  }
  const names = Object.keys(DONE_BY) as TranslatedClass[];
  const ofPrograms: Interceptions = {
    ...Object.fromEntries(names.map((name) => [name, intercepted(name, costs.operations[name], DONE_BY[name])])),
    ...unassisted("a binary-translated guest has no hardware assistance for guests of its own"),
  };
  const looksUp = (times: number): Interception => ({
    retained: true,
    handling: { work: times * lookUp },
    activity: "translation",
  });
  const ofKernels: Interceptions = { ...ofPrograms, work: looksUp(perWork), callReturn: looksUp(1) };
  return { name: costs.name, paravirtual: false, ofPrograms, ofGuests: ofKernels, ofHypervisors: ofKernels };
}
