import type { Simulation } from "@crosstalk/engine";
import {
  buildHost,
  type Host,
  type HostModel,
  type HostOptions,
  OPERATION_CLASSES,
  type OperationClass,
  recalled,
} from "@crosstalk/hardware";

/** Prices that are easy to add up in one's head. */
const PRICES: { readonly [Class in OperationClass]?: number } = {
  work: 1,
  systemCall: 100,
  exception: 200,
  interrupt: 50,
  hypercall: 10,
  virtualMachineExit: 1_000,
  virtualMachineEntry: 500,
  controlRead: 20,
  controlWrite: 30,
  pageTableWrite: 5,
  addressSpaceSwitch: 300,
};

/** A host of no real kind: round prices, interrupts between processors take 1 us. */
export const testHostModel: HostModel = {
  name: "test-host",
  year: 2000,
  about: "round numbers",
  processors: 8,
  pages: 1_000_000,
  interruptDelivery: recalled(1_000, "ns", "made up"),
  prices: Object.fromEntries(
    OPERATION_CLASSES.map((name) => [name, recalled(PRICES[name] ?? 0, "ns", "made up")]),
  ) as HostModel["prices"],
};

/** A host for tests, of one processor unless more are asked for. */
export function testHost(simulation: Simulation, options: HostOptions = {}): Host {
  return buildHost(simulation, "host", testHostModel, { processors: 1, ...options });
}
