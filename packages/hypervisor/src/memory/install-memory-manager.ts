import type { Simulation } from "@crosstalk/engine";
import type { Machine } from "@crosstalk/hardware";
import { memoryManagementConstants } from "../constants.ts";
import type { HypervisorInput } from "../hypervisor-state.ts";
import type { VirtualMachineOptions } from "../virtual-machine-options.ts";
import { checkPages } from "./admission.ts";
import { memoryAlarms } from "./alarms.ts";
import { memoryManagerMachine } from "./memory-manager.ts";
import type { MemoryManagement } from "./memory-options.ts";
import type { MemoryInput } from "./memory-state.ts";

/** Pages of a MB: a definition. */
const PAGES_IN_MEGABYTE = 256;

/** Shares of memory of a VM that does not say. */
const sharesPerPage = (): number => memoryManagementConstants.sharesPerMegabyte.value / PAGES_IN_MEGABYTE;

/** A memory manager that has been put into a world. */
export interface InstalledMemoryManager {
  /** What its hypervisor is told of it. */
  readonly known: Pick<HypervisorInput, "memoryManager" | "memoryAlarms">;
  /** Admits a VM, by its number; returns the memory that its machine describes. Assembly only. */
  admit(place: string, id: number, name: string, wanted: VirtualMachineOptions): Machine["memory"];
}

/** Puts a memory manager into a world, for the hypervisor at a path on a machine of so many pages. */
export function installMemoryManager(
  simulation: Simulation,
  hypervisor: string,
  pages: number,
  management: MemoryManagement,
): InstalledMemoryManager {
  const path = `${hypervisor}/memory`;
  const machines: MemoryInput["machines"][number][] = [];
  simulation.actor(path, memoryManagerMachine, { path, hypervisor, pages, management, machines });
  return {
    known: { memoryManager: path, memoryAlarms: memoryAlarms(management) },
    admit(place, id, name, wanted) {
      const taken = machines.reduce((sum, machine) => sum + machine.pages, 0);
      checkPages(place, wanted.pages, taken, pages, management);
      machines.push({ name, pages: wanted.pages, shares: wanted.memoryShares ?? wanted.pages * sharesPerPage() });
      return { pages: wanted.pages, watcher: { path, id, balloon: management.ballooning !== null } };
    },
  };
}
