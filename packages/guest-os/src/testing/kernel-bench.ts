import { type ModelEvent, type Nanoseconds, type SavedSimulation, Simulation } from "@crosstalk/engine";
import {
  buildHost,
  type Host,
  type HostModel,
  type Ledger,
  type NetworkClientsOptions,
  OPERATION_CLASSES,
  recalled,
  type TestDeviceOptions,
  totalOf,
} from "@crosstalk/hardware";
import { type ConfiguredPolicy, roundRobin } from "@crosstalk/scheduling";
import { installKernel, type KernelOptions, type TenantShare } from "../install-kernel.ts";
import type { KernelContext, ProcessEntry } from "../kernel/state.ts";
import type { Program } from "../program.ts";
import { testCaches } from "./test-caches.ts";
import { testCosts } from "./test-costs.ts";

/** Work costs what it says, an exception 200 ns, nothing else anything; an interrupt to another processor takes 1 us. */
export const testHostModel: HostModel = {
  name: "test-host",
  year: 2000,
  about: "round numbers",
  processors: 4,
  pages: 100_000,
  interruptDelivery: recalled(1_000, "ns", "made up"),
  caches: testCaches,
  prices: Object.fromEntries(
    OPERATION_CLASSES.map((name) => [
      name,
      recalled(name === "work" ? 1 : name === "exception" ? 200 : name === "cacheLineTransfer" ? 20 : 0, "ns", "made up"),
    ]),
  ) as HostModel["prices"],
};

/** A kernel that costs what {@link testCosts} says, with long slices and no tick. */
export const testKernel: KernelOptions = {
  costs: testCosts,
  scheduling: roundRobin({ slice: 1_000_000 }),
  tickPolicy: "catch-up",
  ticksWhileIdle: false,
  readsStolenTime: false,
  timerResolution: 1,
  imagePages: 100,
};

/** How a bench is set up. */
export interface KernelBenchOptions {
  readonly processors?: number;
  /** Pages of the machine; 100,000 by default. */
  readonly pages?: number;
  readonly seed?: number;
  readonly permuteTies?: number;
  readonly devices?: readonly TestDeviceOptions[];
  readonly clients?: readonly NetworkClientsOptions[];
  readonly scheduling?: ConfiguredPolicy;
  readonly kernel?: Partial<KernelOptions>;
  /** What tenants are given, by name. */
  readonly tenants?: Readonly<Record<string, Partial<TenantShare>>>;
  /** How much longer plain work takes than on the reference host; 1 by default. */
  readonly slower?: number;
}

/** A kernel that runs programs on a host of round prices. */
export interface KernelBench {
  readonly simulation: Simulation;
  readonly host: Host;
  until(at: Nanoseconds): void;
  readonly kernel: KernelContext;
  /** Processes that there are, by name. */
  readonly processes: Readonly<Record<string, ProcessEntry>>;
  /** Marks that programs have made, as `instant name`. */
  readonly marks: readonly string[];
  /** What the kernel has told of programs that have ended, as `instant program`. */
  readonly endings: readonly string[];
  /** Time of all processors by account. */
  readonly ledger: Ledger;
  /** The run state that the chart of a slot of the process table shows. */
  chart(pid: number): string;
  save(): SavedSimulation;
}

/** Builds the bench: each program belongs to a tenant of its own, by name. */
export function kernelBench(programs: Readonly<Record<string, Program>>, options: KernelBenchOptions = {}): KernelBench {
  const {
    processors = 1,
    seed = 1,
    permuteTies,
    devices = [],
    clients = [],
    scheduling = roundRobin({ slice: 1_000_000 }),
    slower = 1,
    pages = testHostModel.pages,
  } = options;
  const simulation = new Simulation(permuteTies === undefined ? { seed } : { seed, permuteTies });
  const prices = { ...testHostModel.prices, work: recalled(slower, "ratio", "made up") };
  const host = buildHost(simulation, "host", { ...testHostModel, pages, prices }, { processors, devices, clients });
  const installed = installKernel(simulation, "kernel", host, {
    ...testKernel,
    scheduling,
    ...options.kernel,
  });
  for (const [name, program] of Object.entries(programs))
    installed.tenant(name, { weight: 256, ...options.tenants?.[name] }).run(program, name);
  const marks: string[] = [];
  const endings: string[] = [];
  simulation.observe("kernel").subscribe((event: ModelEvent) => {
    if (event.type === "MARK") marks.push(`${simulation.now} ${String(event.name)}`);
    if (event.type === "PROGRAM_ENDED") endings.push(`${simulation.now} ${Object.keys(programs)[event.tenant as number]}`);
  });
  const kernel = (): KernelContext => simulation.snapshot("kernel").context as KernelContext;
  return {
    simulation,
    host,
    marks,
    endings,
    until(at) {
      simulation.run(at);
      for (const { id } of host.processors) {
        const ledger = host.ledger(id);
        if (totalOf(ledger) !== at || ledger["unanswered:host"] !== undefined)
          throw new Error(`processor ${id} lost time: ${JSON.stringify(ledger)}`);
      }
    },
    get kernel() {
      return kernel();
    },
    get processes() {
      const entries = kernel().processes.filter((each): each is ProcessEntry => each !== null);
      return Object.fromEntries(entries.map((each) => [each.name, each]));
    },
    get ledger() {
      const all: Ledger = {};
      for (const { id } of host.processors) {
        for (const [name, time] of Object.entries(host.ledger(id))) all[name] = (all[name] ?? 0) + time;
      }
      return all;
    },
    chart: (pid) => String(simulation.snapshot(`kernel/pid${pid}`).value),
    save: () => simulation.save(),
  };
}
