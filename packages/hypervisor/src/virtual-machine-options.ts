import type { ProcessorId } from "@crosstalk/scheduling";
import type { Rewriting } from "./rewriting.ts";

/** What a VM is given. */
export interface VirtualMachineOptions {
  /** vCPUs; 1 by default. */
  readonly processors?: number;
  /** Memory, pages of 4 KiB. */
  readonly pages: number;
  /** Proportional share, positive; 256 by default. */
  readonly weight?: number;
  /** Most processor time, as a fraction of one processor; absent: no cap. */
  readonly cap?: number;
  /** Processors that its vCPUs may run on; absent: all. */
  readonly affinity?: readonly ProcessorId[];
  /** Names of the machine's devices that are passed through to it. */
  readonly devices?: readonly string[];
  /** How its processors are virtualized, if not as the hypervisor's others. */
  readonly rewriting?: Rewriting;
  /** May control other VMs: the control domain. */
  readonly privileged?: boolean;
}

/** Fails where a VM can't be given what is wanted; the error names the field, the value and what is allowed. */
export function checkVirtualMachine(place: string, options: VirtualMachineOptions, physical: number): void {
  const { processors = 1, weight = 256, cap, affinity = [] } = options;
  const fail = (field: string, value: unknown, allowed: string): never => {
    throw new RangeError(`${place}: ${field} is ${value}; allowed is ${allowed}`);
  };
  if (!Number.isSafeInteger(processors) || processors < 1) fail("processors", processors, "a whole number of at least 1");
  if (!(weight > 0 && Number.isFinite(weight))) fail("weight", weight, "a positive number");
  if (cap !== undefined && !(cap > 0 && Number.isFinite(cap))) fail("cap", cap, "a positive number of processors");
  for (const processor of affinity) {
    const isKnown = Number.isSafeInteger(processor) && processor >= 0 && processor < physical;
    if (!isKnown) fail("affinity", processor, `0 to ${physical - 1}`);
  }
}
