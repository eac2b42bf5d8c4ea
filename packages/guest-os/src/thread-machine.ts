import type { DeviceDescription, Features, Machine, ProcessorAddress } from "@crosstalk/hardware";
import type { HostedMachine } from "./kernel/state.ts";
import { reservedSlots } from "./kernel/threads.ts";

/** What a machine made of threads is given. */
export interface ThreadMachineOptions {
  /** Its processors, each a thread; 1 by default. */
  readonly processors?: number;
  /** Memory, pages of 4 KiB; counted, not taken from the kernel's own. */
  readonly pages: number;
  /** Names of devices of the kernel's machine that are passed through to it; none by default. */
  readonly devices?: readonly string[];
  /** Name of the rewriting that its bursts undergo, known to the kernel's `hosting.rewrite`; absent: none. */
  readonly rewriting?: string;
  /** What its software finds out about it. */
  readonly features: Features;
}

/** A machine that a process of a kernel gives: its processors are threads, which compete under the kernel's scheduler. */
export interface ThreadMachine extends Machine {
  readonly name: string;
  /** Paths of the charts of its threads, which are slots of the kernel's process table. */
  readonly threads: readonly string[];
}

/** Where a machine made of threads belongs. */
export interface ThreadMachinePlace {
  /** Path of the kernel, and of its scheduler. */
  readonly kernel: string;
  readonly scheduler: string;
  /** Index of the tenant. */
  readonly tenant: number;
  /** All machines of the kernel; the new one is added. */
  readonly machines: HostedMachine[];
  /** Devices of the machine that the kernel runs on. */
  readonly devices: readonly DeviceDescription[];
}

/**
 * Makes a machine of threads of a kernel's process. Its devices are the kernel's machine's: what runs in it works them
 * itself, and the kernel passes their interrupts on to the first thread, so nothing is heard of them once the kernel has
 * crashed. Simplified: the process has no other threads, so what emulates devices elsewhere does not compete here; its
 * threads live as long as the kernel.
 */
export function threadMachine(place: ThreadMachinePlace, name: string, options: ThreadMachineOptions): ThreadMachine {
  const { kernel, scheduler, tenant, machines } = place;
  const { processors: count = 1, pages, devices: names = [], rewriting = null, features } = options;
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new RangeError(`${kernel}/${name}: processors is ${count}; allowed is a whole number of at least 1`);
  }
  const devices = names.map((device) => {
    const known = place.devices.find((each) => each.name === device);
    if (known === undefined) throw new RangeError(`${kernel}/${name}: the kernel's machine has no device "${device}"`);
    const taken = machines.find(({ vectors }) => vectors.includes(known.vector));
    if (taken !== undefined)
      throw new RangeError(`${kernel}/${name}: device "${device}" is passed through to ${kernel}/${taken.name} already`);
    return known;
  });
  const vectors = devices.map(({ vector }) => vector);
  const first = reservedSlots({ machines });
  const threads = Array.from({ length: count }, (_, index) => first + index);
  const entry: HostedMachine = { name, tenant, software: "", threads, vectors, rewriting };
  machines.push(entry);
  return {
    name,
    path: `${kernel}/${name}`,
    threads: threads.map((thread) => `${kernel}/pid${thread}`),
    processors: threads.map((id): ProcessorAddress => ({ path: scheduler, id })),
    memory: { pages },
    devices,
    channels: [],
    features,
    boot(software) {
      entry.software = software;
    },
  };
}
