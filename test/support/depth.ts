import type { Simulation } from "@crosstalk/engine";
import type { Machine } from "@crosstalk/hardware";
import { assistedHypervisor } from "./assisted-hypervisor.ts";

/** The machine that a kernel sees so many hypervisors deep: 0 is the host itself. */
export function machineAtDepth(simulation: Simulation, host: Machine, depth: number): Machine {
  let machine = host;
  for (let level = 0; level < depth; level += 1) {
    const options = { pages: 100_000 - level * 10_000, processors: host.processors.length };
    machine = assistedHypervisor(simulation, `level${level}`, machine).createVirtualMachine("inner", options);
  }
  return machine;
}
