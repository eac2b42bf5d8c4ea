import { Simulation } from "@crosstalk/engine";
import { account } from "@crosstalk/hardware";
import { expect, test } from "vitest";
import { lostTime, timeOf } from "./testing/conservation.ts";
import { installTestGuest, logOf } from "./testing/test-guest.ts";
import { testHost } from "./testing/test-host.ts";
import { freeCosts, testAssisted, testHypervisor } from "./testing/test-hypervisor.ts";

test("a page fault of a kernel in a VM in a VM takes the time of the exits counted by hand, under the accounts of who caused them", () => {
  const faults = 1_000;
  const simulation = new Simulation({ seed: 1 });
  const host = testHost(simulation);
  const outer = testHypervisor(simulation, "outer", host, { costs: freeCosts, rewriting: testAssisted({ paging: "nested" }) });
  const middle = outer.createVirtualMachine("middle", { pages: 1_000 });
  const inner = testHypervisor(simulation, "inner", middle, { costs: freeCosts, rewriting: testAssisted() });
  const vm = inner.createVirtualMachine("vm", { pages: 100 });
  const kernel = account("kernel", "guest");
  const burst = [{ parts: [{ account: kernel, operations: { exception: faults } }], from: 0 }];
  installTestGuest(simulation, "guest", vm, { entities: [{ steps: [{ do: "run", burst }], repeat: false }] });
  simulation.run(100_000_000);
  // Each of the five exits of one fault (its own, the entry back, two reads and a write of the inner hypervisor's) takes
  // an exit of 1000 ns, an entry of 500, two reads of 20, a write of 30, and 100 of work.
  const exit = 1_000 + 500 + 2 * 20 + 30 + 100;
  const ledger = host.ledger(0);
  expect(ledger[kernel]).toBe(200 * faults);
  expect(ledger[`hypervisor.exception:inner < ${kernel}`]).toBe(300 * faults);
  expect(ledger[`hypervisor.transition:inner < ${kernel}`]).toBe(100 * faults);
  expect(ledger[`hypervisor.transition:outer < hypervisor.transition:inner < ${kernel}`]).toBe(5 * exit * faults);
  expect(logOf(simulation, "guest").at(-1)).toEqual({ at: (200 + 300 + 100 + 5 * exit) * faults, what: "done 0", on: 0 });
  expect(timeOf(host, "hypervisor.")).toBe((400 + 5 * exit) * faults);
  expect(lostTime(simulation, host, ["outer/scheduler", "inner/scheduler", "guest/scheduler"])).toEqual([]);
});
