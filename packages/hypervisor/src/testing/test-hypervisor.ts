import type { Simulation } from "@crosstalk/engine";
import type { Machine, Operations } from "@crosstalk/hardware";
import { roundRobin } from "@crosstalk/scheduling";
import { type HypervisorOptions, type InstalledHypervisor, installHypervisor } from "../build-hypervisor.ts";
import { type HardwareAssistedCosts, hardwareAssisted } from "../hardware-assisted.ts";
import type { HypervisorCosts } from "../hypervisor-costs.ts";
import { type ParavirtualCosts, paravirtual } from "../paravirtual.ts";

const free = { handling: {} };
const slight = { handling: { work: 7 } };

/** Costs of a paravirtual hypervisor of no real kind. */
export const testParavirtualCosts: ParavirtualCosts = {
  name: "test paravirtual",
  batch: 4,
  pageTableWrite: { handling: { work: 20 } },
  bulkPageTableWrite: { handling: { work: 20 } },
  pageTablePin: slight,
  systemCall: "direct",
  exception: { handling: { work: 40 } },
  addressSpaceSwitch: slight,
  invalidatePage: slight,
  flushTranslations: slight,
  timerSet: slight,
  interrupt: slight,
  interProcessorInterrupt: slight,
  halt: free,
  portIo: "direct",
  hypercall: free,
  privilegedTrap: slight,
  nestedCall: slight,
};

/** Costs of a hardware-assisted hypervisor of no real kind: shadow page tables. */
export const testAssistedCosts: HardwareAssistedCosts = {
  name: "test assisted",
  exit: { controlReads: 2, controlWrites: 1, work: 100 },
  paging: "shadow",
  interrupts: "exiting",
  shadowedControl: false,
  hiddenFaults: 2,
  handling: { exception: { work: 300 } },
};

/** Costs of a hypervisor's own actions. */
export const testCosts: HypervisorCosts = {
  name: "test",
  switching: { work: 500 },
  idle: { work: 50 },
  interrupt: { interrupt: 1, work: 100 },
  alarm: { work: 200 },
  sendInterrupt: { work: 150 },
  notify: { work: 250 },
};

/** Nothing costs anything. */
export const freeCosts: HypervisorCosts = {
  name: "free",
  switching: {},
  idle: {},
  interrupt: {},
  alarm: {},
  sendInterrupt: {},
  notify: {},
};

/** A hypervisor with round robin, paravirtual unless it is said otherwise. */
export function testHypervisor(
  simulation: Simulation,
  path: string,
  machine: Machine,
  options: Partial<HypervisorOptions> = {},
): InstalledHypervisor {
  return installHypervisor(simulation, path, machine, {
    name: "test",
    scheduling: roundRobin({ slice: 3_000_000 }),
    rewriting: paravirtual(testParavirtualCosts),
    costs: testCosts,
    ...options,
  });
}

/** A hardware-assisted test hypervisor's rewriting. */
export function testAssisted(change: Partial<HardwareAssistedCosts> = {}) {
  return hardwareAssisted({ ...testAssistedCosts, ...change });
}

/** Operations of a page fault. */
export const PAGE_FAULT: Operations = { exception: 1 };
