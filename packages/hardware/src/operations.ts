import type { Nanoseconds } from "@crosstalk/engine";
import type { Burst, Part } from "./machine.ts";
import { Remembered } from "./remembered.ts";
import type { Sourced } from "./sourced.ts";
import { type Timetable, timetables } from "./timetable.ts";

/**
 * What a processor does. `work` counts nanoseconds of plain work on the reference host; all others count occurrences
 * of something that a processor has a cost for.
 */
export const OPERATION_CLASSES = [
  /** Plain instructions, in nanoseconds on the host on which they were measured. */
  "work",
  /** Into the kernel and back by the system-call instruction or interrupt gate. */
  "systemCall",
  /** An exception that memory raises (page fault, protection fault) taken and returned from. */
  "exception",
  /** An exception that memory has no part in (division by zero) taken and returned from. */
  "arithmeticException",
  /** A device's or another processor's interrupt taken and returned from. */
  "interrupt",
  /** Sending an interrupt to another processor. */
  "interProcessorInterrupt",
  /** Loading another page-table root, with the loss of the translations held. */
  "addressSpaceSwitch",
  /** Writing one page-table entry, which maps a page from now on, as the handler of a page fault does. */
  "pageTableWrite",
  /** Changing one of many page-table entries together, which go on mapping their pages, as fork does. */
  "bulkPageTableWrite",
  /** Clearing one of many page-table entries together, as unmapping and the end of a process do. */
  "pageTableClear",
  /** Making a page a page table, or giving it back (what paravirtual kernels must have validated). */
  "pageTablePin",
  /** Dropping one translation. */
  "invalidatePage",
  /** Dropping all translations without changing the root. */
  "flushTranslations",
  /** Copying one page of 4 KiB. */
  "pageCopy",
  /** Clearing one page of 4 KiB. */
  "pageClear",
  /** A write to a device register that the processor waits for. */
  "portIo",
  /** Setting the priority up to which the processor keeps interrupts waiting (CR8). */
  "taskPriorityWrite",
  /** A call of a subroutine and the return from it, where they are counted and are no part of plain work. */
  "callReturn",
  /** Setting the processor's timer. */
  "timerSet",
  /** Halting until an interrupt. */
  "halt",
  /** A paravirtual kernel's call into its hypervisor and back. */
  "hypercall",
  /** A privileged instruction of a deprivileged kernel: trap into the hypervisor and back. */
  "privilegedTrap",
  /** Out of a hardware-assisted guest into its hypervisor. */
  "virtualMachineExit",
  /** Back into a hardware-assisted guest. */
  "virtualMachineEntry",
  /** Reading one field of the hardware's VM control structure. */
  "controlRead",
  /** Writing one field of the hardware's VM control structure. */
  "controlWrite",
  /** Moving a cache line that another processor has written. */
  "cacheLineTransfer",
] as const;

/** A class of operations that hardware has a price for. */
export type OperationClass = (typeof OPERATION_CLASSES)[number];

/** Nanoseconds of plain work, and counts of priced operations; classes that do not occur are absent. */
export type Operations = { readonly [Class in OperationClass]?: number };

/** What a processor model charges for one operation of each class, in nanoseconds; `work` is its ratio to the reference. */
export type Prices = { readonly [Class in OperationClass]: Sourced };

/** The sum of two sets of operations, the second taken `times` times. */
export function addOperations(first: Operations, second: Operations, times = 1): Operations {
  const sum: { [Class in OperationClass]?: number } = { ...first };
  for (const key in second) {
    const name = key as OperationClass;
    sum[name] = (sum[name] ?? 0) + (second[name] ?? 0) * times;
  }
  return sum;
}

/** What the parts of a segment take, each in whole nanoseconds, and all of them. */
export interface Priced {
  readonly parts: readonly Nanoseconds[];
  readonly total: Nanoseconds;
}

/** Turns operations into time. */
export interface Pricing {
  (parts: readonly Part[]): Priced;
  /** Times of a whole burst, if it has a {@link Timetable}. */
  readonly timetable: (burst: Burst) => Timetable | null;
}

/** One in so many parts not known yet is looked at whether it is to be remembered. Odd, for kinds often come by turns. */
const SELDOM = 17;

/** Turns operations into time: only physical hardware does. Remembers what it has priced, by the identity of the parts. */
export function pricer(prices: Prices): Pricing {
  const values = Object.fromEntries(Object.entries(prices).map(([name, { value }]) => [name, value])) as Record<
    OperationClass,
    number
  >;
  const known = new Remembered<readonly Part[], Priced>();
  const priceAnew = (parts: readonly Part[]): Priced => {
    const times: Nanoseconds[] = [];
    let total = 0;
    for (const { operations } of parts) {
      let time = 0;
      for (const key in operations) {
        const name = key as OperationClass;
        const value = values[name];
        if (typeof value !== "number") throw new RangeError(`no price for operation "${name}"`);
        const count = operations[name] as number;
        if (!(count >= 0 && Number.isFinite(count)))
          throw new RangeError(`${name} is to be done ${count} times; allowed is a finite number of at least 0`);
        time += count * value;
      }
      const rounded = Math.round(time);
      times.push(rounded);
      total += rounded;
    }
    return { parts: times, total };
  };
  const price = (parts: readonly Part[]): Priced => {
    const found = known.get(parts);
    if (found !== undefined) return found;
    const priced = priceAnew(parts);
    known.set(parts, priced);
    return priced;
  };
  let misses = 0;
  const timetable = timetables((parts) => {
    const found = known.getFrozen(parts);
    if (found !== undefined) return found;
    const priced = priceAnew(parts);
    // The timetable remembers what is not frozen, and so is new. (To ask which it is takes longer than to price it.)
    misses += 1;
    if (misses % SELDOM === 0 && Object.isFrozen(parts)) known.set(parts, priced);
    return priced;
  });
  return Object.assign(price, { timetable });
}
