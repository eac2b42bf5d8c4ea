import { ms, type Nanoseconds, type Runtime, Simulation } from "@crosstalk/engine";
import { compute, forever, installKernel, type Program, sequence, systemCall } from "@crosstalk/guest-os";
import { buildHost, dualXeon2003, type Machine } from "@crosstalk/hardware";
import { hardwareAssisted, installHypervisor } from "@crosstalk/hypervisor";
import { assisted2006Costs, linuxKernel, vmm2006OwnCosts, xen304 } from "@crosstalk/platforms";
import { roundRobin } from "@crosstalk/scheduling";
import type { Figure } from "../figure.ts";
import { secondsOf } from "../stopwatch.ts";

/** Computes and calls its kernel in turn, without end. */
const busy: Program = forever(sequence(compute({ distribution: "exponential", mean: 300_000 }), systemCall("file-read", 10)));

/** Two kernels on one hypervisor: events a second; and the events of each burst of a guest, with no, one and two hypervisors. */
export function kernels(runtime: Runtime, quick: boolean): readonly Figure[] {
  const length = ms(quick ? 1_000 : 300_000);
  const simulation = new Simulation({ seed: 1, runtime });
  const system = xen304().boot(simulation, buildHost(simulation, "host", dualXeon2003, { processors: 1 }));
  for (const name of ["first", "second"]) system.tenant(name, {}).run(busy, "main");
  simulation.start();
  const seconds = secondsOf(() => simulation.run(length));
  const rate = { name: "kernels", title: "two kernels", unit: "events/s", runtime, value: simulation.deliveries / seconds };
  return [rate, ...[0, 1, 2].map((depth) => burstEvents(runtime, depth, ms(quick ? 1_000 : 10_000)))];
}

/** Events for each burst that a guest's scheduler gives its machine, so many hypervisors deep. */
function burstEvents(runtime: Runtime, depth: number, length: Nanoseconds): Figure {
  const simulation = new Simulation({ seed: 1, runtime });
  const host = buildHost(simulation, "host", dualXeon2003, { processors: 1 });
  const kernel = installKernel(simulation, "linux", machineAtDepth(simulation, host, depth), linuxKernel());
  for (const name of ["first", "second"]) kernel.tenant(name, { weight: 256 }).run(busy, "main");
  let bursts = 0;
  // Each burst is answered exactly once.
  simulation.onDelivery((_time, path, { type }) => {
    if (type === "STOPPED" && path === "linux/scheduler") bursts += 1;
  });
  simulation.run(length);
  return {
    name: `burst-${depth}`,
    title: `events a burst, depth ${depth}`,
    unit: "events",
    runtime,
    value: simulation.deliveries / bursts,
  };
}

function machineAtDepth(simulation: Simulation, host: Machine, depth: number): Machine {
  let machine = host;
  for (let level = 0; level < depth; level += 1) {
    const path = `level${level}`;
    const hypervisor = installHypervisor(simulation, path, machine, {
      name: path,
      scheduling: roundRobin({ slice: ms(30) }),
      rewriting: hardwareAssisted(assisted2006Costs),
      costs: vmm2006OwnCosts,
    });
    machine = hypervisor.createVirtualMachine("inner", { pages: 100_000 - level * 10_000, processors: 1 });
  }
  return machine;
}
