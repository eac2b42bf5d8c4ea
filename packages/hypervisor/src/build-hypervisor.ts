import type { Nanoseconds, Simulation } from "@crosstalk/engine";
import {
  allocatePages,
  type ChannelDescription,
  type DeviceDescription,
  emptyMemory,
  type Machine,
  type Memory,
  type ProcessorAddress,
  type Segment,
} from "@crosstalk/hardware";
import { type ConfiguredPolicy, schedulerEquipment, schedulerMachine } from "@crosstalk/scheduling";
import { channelMachine } from "./channel.ts";
import { interfaceConstants } from "./constants.ts";
import { CONSOLE_VECTOR, concerns, type HypervisorEquipment, hypervisorMachine } from "./hypervisor.ts";
import type { HypervisorCosts } from "./hypervisor-costs.ts";
import { hypervisorLayer, ownWork } from "./hypervisor-layer.ts";
import type { ChannelEntry, ControlAction, MachineEntry } from "./hypervisor-state.ts";
import { installMemoryManager } from "./memory/install-memory-manager.ts";
import type { MemoryManagement } from "./memory/memory-options.ts";
import { type Rewriter, type Rewriting, rewriter } from "./rewriting.ts";
import { vcpuMachine } from "./vcpu.ts";
import { type VirtualMachine, virtualMachineMachine } from "./virtual-machine.ts";
import { checkVirtualMachine, type VirtualMachineOptions } from "./virtual-machine-options.ts";

/** How a hypervisor is built. */
export interface HypervisorOptions {
  /** What guests learn as the hypervisor's name. */
  readonly name: string;
  readonly scheduling: ConfiguredPolicy;
  /** How processors are virtualized, unless a VM says otherwise. */
  readonly rewriting: Rewriting;
  readonly costs: HypervisorCosts;
  /** How its guests' memory is managed; absent: a VM's pages are its own from the beginning to the end. */
  readonly memory?: MemoryManagement;
  /** Guests are given a clock page with stolen time; true by default. */
  readonly stolenTime?: boolean;
}

/** How a channel is built. */
export interface ChannelOptions {
  readonly name: string;
  /** Slots of its ring, a power of two: 32 for Xen's block devices, 256 for its network (see `slotsOfPage`). */
  readonly slots: number;
  /** Name of the device that it stands for; the channel's own name by default. */
  readonly device?: string;
}

/** A hypervisor that has been put into a world, and will boot on its machine. */
export interface InstalledHypervisor {
  readonly path: string;
  /** Path of its scheduler. */
  readonly scheduler: string;
  /** What of a VM's share its policy enforces beside weights. */
  readonly enforces: readonly ("cap" | "reservation")[];
  /** Adds a VM; it boots with the hypervisor if software has been named for it. Assembly only. */
  createVirtualMachine(name: string, options: VirtualMachineOptions): VirtualMachine;
  /** Joins two VMs by a channel, the front-end's first; both machines describe it from then on. Assembly only. */
  connect(front: VirtualMachine, back: VirtualMachine, options: ChannelOptions): string;
  /**
   * Types an order at the console, at an instant (now by default); the console's interrupt comes a nanosecond later. The
   * machine below must be a physical host.
   */
  console(action: ControlAction, machine: string, at?: Nanoseconds): void;
}

/** Types an order at a hypervisor's console; the console's interrupt comes to a physical processor a nanosecond later. */
export function typeAtConsole(
  simulation: Simulation,
  hypervisor: string,
  processor: ProcessorAddress,
  action: ControlAction,
  machine: string,
  at: Nanoseconds,
): void {
  simulation.post(hypervisor, { type: "CONSOLE", action, machine }, at);
  simulation.post(processor.path, { type: "RAISE", processor: processor.id, vector: CONSOLE_VECTOR }, at + 1);
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
  const rewritings: Rewriting[] = [];
  const notifyWork: readonly Segment[] = ownWork(path, "io", options.costs.notify);
  const intercepts = (trap: Parameters<typeof concerns>[1]): boolean => concerns({ path, machines, channels }, trap);
  const layer = hypervisorLayer({ path, costs: options.costs, rewriters, intercepts });
  const { processors } = machine;
  const input = { path, scheduler, processors: processors.length, memory: emptyMemory(machine.memory.pages), machines, channels };
  const { memory: management } = options;
  const manager = management === undefined ? undefined : installMemoryManager(simulation, path, machine.memory.pages, management);
  simulation.actor(path, hypervisorMachine, Object.assign(input, manager?.known), { notifyWork } satisfies HypervisorEquipment);
  const enforces = options.scheduling.policy.enforces ?? [];
  const ports = { path: scheduler, owner: path, processors };
  simulation.actor(scheduler, schedulerMachine(processors.length), ports, schedulerEquipment(options.scheduling, layer));
  machine.boot(scheduler);
  simulation.describe(path, () => ({
    kind: "hypervisor",
    name: options.name,
    machine: machine.path,
    scheduling: { policy: options.scheduling.policy.name, parameters: options.scheduling.parameters },
    rewriting: options.rewriting,
    costs: options.costs,
    stolenTime: options.stolenTime ?? true,
    ...(management === undefined ? {} : { memory: management }),
    machines: machines.map(({ name, share, affinity, rewriting, vcpus: all, privileged }) => ({
      name,
      share,
      affinity,
      rewriting,
      processors: all.length,
      privileged,
    })),
  }));
  let vcpus = 0;

  const vectorsOf = (names: readonly string[], of: string): DeviceDescription[] =>
    names.map((name) => {
      const device = machine.devices.find((each) => each.name === name);
      if (device === undefined) throw new RangeError(`${of}: ${machine.path} has no device "${name}"`);
      const taken = machines.find(({ vectors }) => vectors.includes(device.vector));
      if (taken !== undefined) throw new RangeError(`${of}: device "${name}" is passed through to ${taken.path} already`);
      return device;
    });

  const nameRewriting = (rewriting: Rewriting): string => {
    const known = rewritings.indexOf(rewriting);
    const index = known < 0 ? rewritings.push(rewriting) - 1 : known;
    const name = `${index} ${rewriting.name}`;
    if (known < 0) rewriters.set(name, rewriter(rewriting, path, management !== undefined));
    return name;
  };

  return {
    path,
    scheduler,
    enforces,
    createVirtualMachine(name, wanted) {
      const place = `${path}/${name}`;
      const count = wanted.processors ?? 1;
      const reserved = machines.reduce((sum, { share }) => sum + (share.reservation ?? 0), 0);
      const left = { physical: processors.length, reserved, enforces, managesMemory: manager !== undefined };
      checkVirtualMachine(place, wanted, left);
      const rewriting = wanted.rewriting ?? options.rewriting;
      const rewritingName = nameRewriting(rewriting);
      const devices = vectorsOf(wanted.devices ?? [], place);
      if (manager === undefined) input.memory = give(input.memory, place, wanted.pages);
      const memory = manager?.admit(place, machines.length, name, wanted) ?? { pages: wanted.pages };
      const entries = Array.from({ length: count }, (_, index) => ({ entity: vcpus + index, chart: `${place}/vcpu${index}` }));
      vcpus += count;
      const weight = wanted.weight ?? interfaceConstants.defaultWeight.value;
      const entry: MachineEntry = {
        name,
        path: place,
        software: "",
        share: {
          weight,
          ...(wanted.cap === undefined ? {} : { cap: wanted.cap }),
          ...(wanted.reservation === undefined ? {} : { reservation: wanted.reservation }),
        },
        affinity: wanted.affinity ?? null,
        rewriting: rewritingName,
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
        memory,
        devices,
        channels: ends,
        features: { hypervisor: options.name, paravirtual: rewriting.paravirtual, stolenTime: options.stolenTime ?? true },
        boot(software) {
          entry.software = software;
        },
      };
    },
    connect(front, back, { name, slots, device = name }) {
      const place = `${path}/${name}`;
      const vector = `channel:${name}`;
      simulation.actor(place, channelMachine, { path: place, slots });
      channels.push({ path: place, ends: { front: { machine: front.index, vector }, back: { machine: back.index, vector } } });
      channelLists[front.index]?.push({ name, path: place, device, vector, end: "front", peer: back.name });
      channelLists[back.index]?.push({ name, path: place, device, vector, end: "back", peer: front.name });
      return place;
    },
    console(action, target, at = simulation.now) {
      const first = processors[0];
      if (first === undefined || machine.features.hypervisor !== undefined) {
        throw new RangeError(`${path} runs on ${machine.path}, which is virtual and has no console`);
      }
      typeAtConsole(simulation, path, first, action, target, at);
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
