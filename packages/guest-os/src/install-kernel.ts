import type { Simulation } from "@crosstalk/engine";
import type { DeviceDescription, Machine } from "@crosstalk/hardware";
import { type ConfiguredPolicy, schedulerEquipment, schedulerMachine, type TickPolicy } from "@crosstalk/scheduling";
import { type Code, compileProgram } from "./code.ts";
import type { KernelCosts } from "./costs.ts";
import { type KernelModel, schedulerOf } from "./kernel/act.ts";
import { kernelMachine } from "./kernel/kernel.ts";
import { type KernelLayerOptions, kernelLayer } from "./kernel/layer.ts";
import { createMemory } from "./kernel/memory/frames.ts";
import type { MemoryOptions } from "./kernel/memory/state.ts";
import { type Confinement, checkTenantNames, type TenantUser } from "./kernel/names/credentials.ts";
import type { NamingOptions } from "./kernel/names/name-tables.ts";
import { isOwnBug } from "./kernel/panic.ts";
import type { HostedMachine, ProgramEntry, TenantEntry } from "./kernel/state.ts";
import { positionsOf } from "./positions.ts";
import { processMachine } from "./process.ts";
import type { Program } from "./program.ts";
import { balloonDriver } from "./programs/balloon-driver.ts";
import { type ThreadMachine, type ThreadMachineOptions, threadMachine } from "./thread-machine.ts";

/** What kind of kernel it is. */
export interface KernelOptions {
  readonly costs: KernelCosts;
  readonly scheduling: ConfiguredPolicy;
  readonly tickPolicy: TickPolicy;
  readonly ticksWhileIdle: boolean;
  /** Whether the kernel reads the clock page's stolen time, where the machine has one. */
  readonly readsStolenTime: boolean;
  /** Sleeps end at a multiple of this many nanoseconds. */
  readonly timerResolution: number;
  /** Pages that a small program maps. */
  readonly imagePages: number;
  /** What there is to name. */
  readonly naming?: NamingOptions;
  /** How it manages its memory: swap area, device of the files. */
  readonly memory?: MemoryOptions;
  /** For kernels that host virtual machines: what becomes of the bursts of virtual processors. */
  readonly hosting?: Pick<KernelLayerOptions, "rewrite" | "intercepts" | "leaving"> & {
    /** What `rewrite` does, as the run's description of the kernel tells it. */
    readonly rewriting?: unknown;
  };
}

/** A tenant of a kernel that is being assembled. */
export interface KernelTenant {
  readonly index: number;
  /** Adds a program, started at boot; returns its index in the tenant. */
  run(program: Program, name: string, affinity?: readonly number[]): number;
  /** Adds a process that gives a machine: its processors are threads, which start at boot if software has been named. */
  machine(name: string, options: ThreadMachineOptions): ThreadMachine;
}

/** What a tenant of a kernel is given, and who its processes are. */
export interface TenantShare {
  readonly weight: number;
  readonly cap?: number;
  /** As whom its programs run; absent: a user of its own. */
  readonly user?: TenantUser;
  /** Root directory or Linux-VServer context in which they run; absent: none. */
  readonly confinement?: Confinement;
}

/** A kernel that has been put into a world, and will boot on its machine. */
export interface InstalledKernel {
  readonly path: string;
  /** Adds a tenant. Assembly only. */
  tenant(name: string, options: TenantShare): KernelTenant;
}

/** Puts a kernel into a world: it boots on the machine when the run starts. */
export function installKernel(simulation: Simulation, path: string, machine: Machine, options: KernelOptions): InstalledKernel {
  const { watcher } = machine.memory;
  const codes: Code[] = watcher?.balloon === true ? [compileProgram(balloonDriver)] : [];
  const tenants: (TenantEntry & { programs: ProgramEntry[] })[] = [];
  const machines: HostedMachine[] = [];
  const model: KernelModel = {
    costs: options.costs,
    codes,
    timerResolution: options.timerResolution,
    imagePages: options.imagePages,
    ...(watcher?.balloon === true ? { balloonDriver: 0 } : {}),
  };
  const stealAware = options.readsStolenTime && machine.features.stolenTime;
  const tickPolicy = options.tickPolicy === "stolen-time" && !stealAware ? "catch-up" : options.tickPolicy;
  const layer = kernelLayer({
    path,
    costs: options.costs,
    tickPolicy,
    ticksWhileIdle: options.ticksWhileIdle,
    stealAware,
    ...options.hosting,
    intercepts: (trap) => isOwnBug(path, machines, trap) || options.hosting?.intercepts?.(trap) === true,
  });
  const devices: readonly DeviceDescription[] = machine.devices;
  const { swap, fileDevice } = options.memory ?? {};
  for (const name of [swap?.device, fileDevice]) {
    const known = [...devices.map((each) => each.name), ...machine.channels.map(({ device }) => device)];
    if (name !== undefined && !known.includes(name))
      throw new RangeError(`${path}: memory names device "${name}"; allowed is one of ${known.join(", ") || "none"}`);
  }
  const memory = createMemory(path, machine.memory.pages, options.memory, watcher);
  const { scheduling, hosting, ...parameters } = options;
  simulation.describe(path, () => ({
    kind: "kernel",
    ...parameters,
    ...(hosting?.rewriting === undefined ? {} : { rewriting: hosting.rewriting }),
    scheduling: { policy: scheduling.policy.name, parameters: scheduling.parameters },
    tenants: tenants.map(({ name, weight, cap }) => ({ name, weight, cap })),
    positions: codes.map(positionsOf),
    machine: machine.path,
    machines: machines.map(({ name }) => name),
  }));
  simulation.factory(`${path}/process`, processMachine);
  const naming = options.naming === undefined ? {} : { naming: options.naming };
  const input = { path, machine: machine.path, tenants, machines, devices, channels: machine.channels, memory, ...naming };
  simulation.actor(path, kernelMachine, input, model);
  const scheduler = schedulerOf(path);
  const processors = machine.processors;
  const ports = { path: scheduler, owner: path, processors };
  simulation.actor(scheduler, schedulerMachine(processors.length), ports, schedulerEquipment(options.scheduling, layer));
  machine.boot(scheduler);
  return {
    path,
    tenant(name, share) {
      checkTenantNames(share.user, share.confinement);
      const programs: ProgramEntry[] = [];
      const index = tenants.push({ name, ...share, programs }) - 1;
      return {
        index,
        run(program, programName, affinity) {
          const code = codes.push(compileProgram(program)) - 1;
          return programs.push(affinity === undefined ? { name: programName, code } : { name: programName, code, affinity }) - 1;
        },
        machine: (machineName, wanted) =>
          threadMachine({ kernel: path, scheduler, tenant: index, machines, devices }, machineName, wanted),
      };
    },
  };
}
