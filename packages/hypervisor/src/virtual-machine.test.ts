import { Simulation } from "@crosstalk/engine";
import { expect, test } from "vitest";
import { lostTime, schedulerOf, timeOf } from "./testing/conservation.ts";
import { hog } from "./testing/test-entity.ts";
import { installTestGuest, logOf } from "./testing/test-guest.ts";
import { testHost } from "./testing/test-host.ts";
import { testHypervisor } from "./testing/test-hypervisor.ts";

test("a guest boots in a virtual machine when the hypervisor has booted", () => {
  const simulation = new Simulation({ seed: 1 });
  const host = testHost(simulation);
  const hypervisor = testHypervisor(simulation, "xen", host);
  const vm = hypervisor.createVirtualMachine("a", { pages: 1_000 });
  installTestGuest(simulation, "a", vm, { entities: [hog("a")] });
  expect(simulation.run(50_000_000)).toBe(true);
  expect(logOf(simulation, "a")[0]).toEqual({ at: 0, what: "booted", on: 0 });
  expect(simulation.snapshot("xen").value).toBe("running");
  expect(simulation.snapshot(vm.path).value).toBe("running");
  expect(simulation.snapshot(vm.vcpus[0] as string).value).toBe("running");
  expect(timeOf(host, "user:a")).toBeGreaterThan(49_900_000);
  expect(lostTime(simulation, host, ["xen/scheduler", "a/scheduler"])).toEqual([]);
});

test("two guests that burn the processor share it as the hypervisor's policy says", () => {
  const simulation = new Simulation({ seed: 1 });
  const host = testHost(simulation);
  const hypervisor = testHypervisor(simulation, "xen", host);
  for (const name of ["a", "b"]) {
    const vm = hypervisor.createVirtualMachine(name, { pages: 1_000 });
    installTestGuest(simulation, name, vm, { entities: [hog(name), hog(name)] });
  }
  simulation.run(1_000_000_000);
  const [a, b] = [timeOf(host, "user:a"), timeOf(host, "user:b")];
  expect(Math.abs(a - b)).toBeLessThan(2 * 3_000_000);
  expect(a + b).toBeGreaterThan(999_000_000);
  expect(lostTime(simulation, host, ["xen/scheduler", "a/scheduler", "b/scheduler"])).toEqual([]);
  const stolen = schedulerOf(simulation, "a/scheduler").processors[0]?.times.stolen as number;
  expect(stolen).toBeGreaterThan(490_000_000);
});
