import { type Nanoseconds, Simulation, us } from "@crosstalk/engine";
import {
  compute,
  forever,
  installKernel,
  type KernelContext,
  mark,
  type Program,
  sequence,
  systemCall,
} from "@crosstalk/guest-os";
import { buildHost, dualXeon2003, type Machine } from "@crosstalk/hardware";
import { hardwareAssisted, installHypervisor } from "@crosstalk/hypervisor";
import { assisted2006Costs, linuxKernel, vmm2006OwnCosts } from "@crosstalk/platforms";
import { credit, creditXen304 } from "@crosstalk/scheduling";

/** Pages of the machine that the outermost hypervisor gives, and by how much each one further in gives less. */
const PAGES = { outermost: 200_000, less: 20_000 } as const;

/** Kernels on hypervisors on one processor: a model of nothing else than how bursts flow through layers. */
export interface GuestBursts {
  readonly simulation: Simulation;
  /** Bursts that the kernels have given to their schedulers up to now. */
  bursts(): number;
}

/** What flowed in a stretch of a run. */
export interface BurstFlow {
  /** Hypervisors below the kernels; 0: none. */
  readonly depth: number;
  readonly bursts: number;
  readonly deliveries: number;
  /** Deliveries for each burst, with those of ticks and of switches between processes and between machines. */
  readonly perBurst: number;
}

/** Computes and calls its kernel for ever, and never blocks: in bursts of about 0.1 ms, of whose end its kernel takes note. */
const busy: Program = forever(
  sequence(compute({ distribution: "exponential", mean: us(100) }), systemCall("null"), mark("round")),
);

/** A hypervisor on a machine. */
function hypervisor(simulation: Simulation, path: string, machine: Machine) {
  return installHypervisor(simulation, path, machine, {
    name: path,
    scheduling: credit(creditXen304),
    rewriting: hardwareAssisted(assisted2006Costs),
    costs: vmm2006OwnCosts,
  });
}

/**
 * Puts Linux kernels that run one busy program each into a world: side by side on the innermost of so many hypervisors,
 * each of which but the first is in a virtual machine of the one before; with no hypervisor, one kernel on the host.
 */
export function guestBursts(depth: number, kernels = 2, seed = 1): GuestBursts {
  const simulation = new Simulation({ seed });
  let machine: Machine = buildHost(simulation, "host", dualXeon2003, { processors: 1 });
  const paths: string[] = [];
  const addKernel = (name: string, on: Machine): void => {
    installKernel(simulation, name, on, linuxKernel()).tenant(name, { weight: 256 }).run(busy, "busy");
    paths.push(name);
  };
  if (depth === 0) addKernel("linux0", machine);
  for (let level = 0; level < depth; level += 1) {
    const below = hypervisor(simulation, `level${level}`, machine);
    const pages = PAGES.outermost - level * PAGES.less;
    if (level + 1 < depth) machine = below.createVirtualMachine("inner", { pages });
    else
      for (let kernel = 0; kernel < kernels; kernel += 1)
        addKernel(`linux${kernel}`, below.createVirtualMachine(`vm${kernel}`, { pages: 20_000 }));
  }
  const bursts = () => paths.reduce((sum, path) => sum + (simulation.snapshot(path).context as KernelContext).ticket, 0);
  return { simulation, bursts };
}

/** Counts deliveries for each guest burst over so much virtual time, after the kernels have booted. */
export function burstFlow(depth: number, length: Nanoseconds): BurstFlow {
  const { simulation, bursts } = guestBursts(depth);
  simulation.run(us(10_000));
  const before = { bursts: bursts(), deliveries: simulation.deliveries };
  simulation.run(simulation.now + length);
  const flown = bursts() - before.bursts;
  const deliveries = simulation.deliveries - before.deliveries;
  return { depth, bursts: flown, deliveries, perBurst: deliveries / flown };
}
