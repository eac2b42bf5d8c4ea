import { Simulation } from "@crosstalk/engine";
import { expect, test } from "vitest";
import { lostTime, timeOf } from "./testing/conservation.ts";
import { hog, trapping } from "./testing/test-entity.ts";
import { installTestGuest } from "./testing/test-guest.ts";
import { testHost } from "./testing/test-host.ts";
import { testHypervisor } from "./testing/test-hypervisor.ts";

const until = 100_000_000;

/** A guest that reaches a bug of the provider of the machine named, beside a busy one, on two processors. */
function world(machine: string) {
  const simulation = new Simulation({ seed: 1 });
  const host = testHost(simulation, { processors: 2 });
  const hypervisor = testHypervisor(simulation, "xen", host);
  const vm = hypervisor.createVirtualMachine("a", { pages: 10 });
  installTestGuest(simulation, "a", vm, { entities: [trapping("a", { cause: "bug", detail: { machine } })] });
  const other = hypervisor.createVirtualMachine("b", { pages: 10 });
  installTestGuest(simulation, "b", other, { entities: [hog("b")] });
  return { simulation, host };
}

test("a bug that a guest reaches crashes the hypervisor, and all its machines stand still for ever", () => {
  const { simulation, host } = world("xen/a");
  simulation.run(until / 2);
  const before = timeOf(host, "user:b");
  simulation.run(until);
  expect(timeOf(host, "user:b")).toBe(before);
  expect(before).toBeLessThan(until / 2);
  expect(["xen", "xen/a", "xen/b"].map((path) => simulation.snapshot(path).value)).toEqual(["crashed", "crashed", "crashed"]);
  expect(lostTime(simulation, host, ["xen/scheduler", "a/scheduler", "b/scheduler"])).toEqual([]);
});

test("a bug of another provider is none of its own", () => {
  const { simulation, host } = world("other/a");
  simulation.run(until);
  expect(simulation.snapshot("xen").value).toBe("running");
  expect(timeOf(host, "user:b")).toBeGreaterThan(0.9 * until);
});
