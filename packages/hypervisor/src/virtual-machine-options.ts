import type { ProcessorId } from "@crosstalk/scheduling";
import { interfaceConstants } from "./constants.ts";
import type { Rewriting } from "./rewriting.ts";

/** What a VM is given. */
export interface VirtualMachineOptions {
  /** vCPUs; 1 by default. */
  readonly processors?: number;
  /** Memory, pages of 4 KiB; where the hypervisor manages memory, the most that it has of the host's. */
  readonly pages: number;
  /** Its shares of memory, where the hypervisor manages it; by default in proportion to `pages`. */
  readonly memoryShares?: number;
  /** Proportional share, positive; 256 by default. */
  readonly weight?: number;
  /** Most processor time, as a fraction of one processor; absent: no cap. */
  readonly cap?: number;
  /**
   * Processor time that it gets at least while it wants it, as a fraction of one processor; at most its cap, and together
   * with the others' no more than the machine has; absent: none. For policies that know reservations.
   */
  readonly reservation?: number;
  /** Processors that its vCPUs may run on; absent: all. */
  readonly affinity?: readonly ProcessorId[];
  /** Names of the machine's devices that are passed through to it. */
  readonly devices?: readonly string[];
  /** How its processors are virtualized, if not as the hypervisor's others. */
  readonly rewriting?: Rewriting;
  /** May control other VMs: the control domain. */
  readonly privileged?: boolean;
}

/** Sums of fractions may be off by so much: 0.1, 0.2 and 0.7 of a processor are one. */
const ROUNDING = 1e-9;

/** What others leave of a machine's processors. */
export interface ProcessorsLeft {
  /** Processors of the machine. */
  readonly physical: number;
  /** How much of them is reserved already. */
  readonly reserved: number;
  /** What the policy enforces beside weights; a reservation that nobody enforces is refused. */
  readonly enforces: readonly string[];
  /** The hypervisor divides memory by shares; false by default. */
  readonly managesMemory?: boolean;
}

/** Fails where a VM can't be given what is wanted; the error names the field, the value and what is allowed. */
export function checkVirtualMachine(place: string, options: VirtualMachineOptions, left: ProcessorsLeft): void {
  const {
    processors = 1,
    weight = interfaceConstants.defaultWeight.value,
    cap,
    reservation,
    affinity = [],
    memoryShares,
  } = options;
  const { physical, reserved, enforces, managesMemory = false } = left;
  const fail = (field: string, value: unknown, allowed: string): never => {
    throw new RangeError(`${place}: ${field} is ${value}; allowed is ${allowed}`);
  };
  if (!Number.isSafeInteger(processors) || processors < 1) fail("processors", processors, "a whole number of at least 1");
  if (!(weight > 0 && Number.isFinite(weight))) fail("weight", weight, "a positive number");
  if (memoryShares !== undefined && !managesMemory)
    fail("memoryShares", memoryShares, "none, the hypervisor does not divide memory");
  if (memoryShares !== undefined && !(memoryShares > 0 && Number.isFinite(memoryShares)))
    fail("memoryShares", memoryShares, "a positive number");
  if (cap !== undefined && !(cap > 0 && Number.isFinite(cap))) fail("cap", cap, "a positive number of processors");
  if (reservation !== undefined) {
    const most = Math.min(processors, cap ?? processors, physical - reserved);
    if (!enforces.includes("reservation")) fail("reservation", reservation, "none, the scheduling policy can't enforce it");
    if (!(reservation > 0 && reservation <= most + ROUNDING))
      fail("reservation", reservation, `above 0, up to ${most} processors`);
  }
  for (const processor of affinity) {
    const isKnown = Number.isSafeInteger(processor) && processor >= 0 && processor < physical;
    if (!isKnown) fail("affinity", processor, `0 to ${physical - 1}`);
  }
}
