import type { Nanoseconds, Simulation } from "@crosstalk/engine";
import {
  allocatePages,
  type ChannelDescription,
  type DeviceDescription,
  emptyMemory,
  type Machine,
  type Memory,
  type Segment,
} from "@crosstalk/hardware";
import { type ConfiguredPolicy, type ProcessorId, schedulerMachine } from "@crosstalk/scheduling";
import { channelMachine } from "./channel.ts";
import { CONSOLE_VECTOR, concerns, hypervisorMachine } from "./hypervisor.ts";
import type { HypervisorCosts } from "./hypervisor-costs.ts";
import { hypervisorLayer, ownWork } from "./hypervisor-layer.ts";
import type { ChannelEntry, ControlAction, MachineEntry } from "./hypervisor-state.ts";
import { type Rewriter, type Rewriting, rewriter } from "./rewriting.ts";
import { vcpuMachine } from "./vcpu.ts";
import { type VirtualMachine, virtualMachineMachine } from "./virtual-machine.ts";

/** How a hypervisor is built. */
export interface HypervisorOptions {
  /** What guests learn as the hypervisor's name. */
  readonly name: string;
  readonly scheduling: ConfiguredPolicy;
  /** How processors are virtualized, unless a VM says otherwise. */
  readonly rewriting: Rewriting;
  readonly costs: HypervisorCosts;
  /** Guests are given a clock page with stolen time; true by default. */
  readonly stolenTime?: boolean;
}

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

/** How a channel is built. */
export interface ChannelOptions {
  readonly name: string;
  /** Slots of its ring, a power of two: 32 for Xen's block devices, 256 for its network (see `slotsOfPage`). */
  readonly slots: number;
}

/** A hypervisor that has been put into a world, and will boot on its machine. */
export interface InstalledHypervisor {
  readonly path: string;
  /** Path of its scheduler. */
  readonly scheduler: string;
  /** Adds a VM; it boots with the hypervisor if software has been named for it. Assembly only. */
  createVirtualMachine(name: string, options: VirtualMachineOptions): VirtualMachine;
  /** Joins two VMs by a channel, the front-end's first; both machines describe it from then on. Assembly only. */
  connect(front: VirtualMachine, back: VirtualMachine, options: ChannelOptions): string;
  /** Types an order at the console, at an instant (now by default). The machine below must be a physical host. */
  console(action: ControlAction, machine: string, at?: Nanoseconds): void;
}

/** Puts a hypervisor into a world: it boots on the machine when the run starts. */
export function installHypervisor(
  simulation: Simulation,
  path: string,
  machine: Machine,
  options: HypervisorOptions,
): InstalledHypervisor {
  const scheduler = `${path}/scheduler`;
  const machines: MachineEntry[] = [];
  const channels: ChannelEntry[] = [];
  const channelLists: ChannelDescription[][] = [];
  const rewriters = new Map<string, Rewriter>();
  const notifyWork: readonly Segment[] = ownWork(path, "io", options.costs.notify);
  const intercepts = (trap: Parameters<typeof concerns>[1]): boolean => concerns({ machines, channels }, trap);
  const layer = hypervisorLayer({ path, costs: options.costs, rewriters, intercepts });
  const { processors } = machine;
  const input = { path, scheduler, processors: processors.length, memory: emptyMemory(machine.memory.pages), machines, channels };
  simulation.actor(path, hypervisorMachine(notifyWork), input);
  const schedulerChart = schedulerMachine<Segment>(processors.length, options.scheduling, layer);
  simulation.actor(scheduler, schedulerChart, { path: scheduler, owner: path, processors });
  machine.boot(scheduler);
  let vcpus = 0;

  const vectorsOf = (names: readonly string[], of: string): DeviceDescription[] =>
    names.map((name) => {
      const device = machine.devices.find((each) => each.name === name);
      if (device === undefined) throw new RangeError(`${of}: ${machine.path} has no device "${name}"`);
      const taken = machines.find(({ vectors }) => vectors.includes(device.vector));
      if (taken !== undefined) throw new RangeError(`${of}: device "${name}" is passed through to ${taken.path} already`);
      return device;
    });

  return {
    path,
    scheduler,
    createVirtualMachine(name, wanted) {
      const place = `${path}/${name}`;
      const count = wanted.processors ?? 1;
      check(place, wanted, processors.length);
      const rewriting = wanted.rewriting ?? options.rewriting;
      if (!rewriters.has(rewriting.name)) rewriters.set(rewriting.name, rewriter(rewriting, path));
      const devices = vectorsOf(wanted.devices ?? [], place);
      input.memory = give(input.memory, place, wanted.pages);
      const entries = Array.from({ length: count }, (_, index) => ({ entity: vcpus + index, chart: `${place}/vcpu${index}` }));
      vcpus += count;
      const weight = wanted.weight ?? 256;
      const entry: MachineEntry = {
        name,
        path: place,
        software: "",
        share: wanted.cap === undefined ? { weight } : { weight, cap: wanted.cap },
        affinity: wanted.affinity ?? null,
        rewriting: rewriting.name,
        vcpus: entries,
        vectors: devices.map(({ vector }) => vector),
        privileged: wanted.privileged ?? false,
        state: "created",
      };
      const index = machines.push(entry) - 1;
      simulation.actor(place, virtualMachineMachine);
      for (const { chart } of entries) simulation.actor(chart, vcpuMachine);
      const ends: ChannelDescription[] = [];
      channelLists.push(ends);
      return {
        name,
        index,
        path: place,
        vcpus: entries.map(({ chart }) => chart),
        processors: entries.map(({ entity }) => ({ path: scheduler, id: entity })),
        memory: { pages: wanted.pages },
        devices,
        channels: ends,
        features: { hypervisor: options.name, paravirtual: rewriting.paravirtual, stolenTime: options.stolenTime ?? true },
        boot(software) {
          entry.software = software;
        },
      };
    },
    connect(front, back, { name, slots }) {
      const place = `${path}/${name}`;
      const vector = `channel:${name}`;
      simulation.actor(place, channelMachine, { path: place, slots });
      channels.push({ path: place, ends: { front: { machine: front.index, vector }, back: { machine: back.index, vector } } });
      channelLists[front.index]?.push({ name, path: place, end: "front", vector });
      channelLists[back.index]?.push({ name, path: place, end: "back", vector });
      return place;
    },
    console(action, target, at = simulation.now) {
      const first = processors[0];
      if (first === undefined || machine.features.hypervisor !== undefined) {
        throw new RangeError(`${path} runs on ${machine.path}, which is virtual and has no console`);
      }
      simulation.post(path, { type: "CONSOLE", action, machine: target }, at);
      simulation.post(first.path, { type: "RAISE", processor: first.id, vector: CONSOLE_VECTOR }, at);
    },
  };
}

function give(memory: Memory, to: string, pages: number): Memory {
  try {
    return allocatePages(memory, to, pages);
  } catch (error) {
    throw new RangeError(`${to}: pages: ${(error as Error).message}`);
  }
}

function check(
  place: string,
  { processors = 1, weight = 256, cap, affinity = [] }: VirtualMachineOptions,
  physical: number,
): void {
  const fail = (field: string, value: unknown, allowed: string): never => {
    throw new RangeError(`${place}: ${field} is ${value}; allowed is ${allowed}`);
  };
  if (!Number.isSafeInteger(processors) || processors < 1) fail("processors", processors, "a whole number of at least 1");
  if (!(weight > 0 && Number.isFinite(weight))) fail("weight", weight, "a positive number");
  if (cap !== undefined && !(cap > 0 && Number.isFinite(cap))) fail("cap", cap, "a positive number of processors");
  for (const processor of affinity) {
    if (!Number.isSafeInteger(processor) || processor < 0 || processor >= physical)
      fail("affinity", processor, `0 to ${physical - 1}`);
  }
}
