import { Simulation } from "@crosstalk/engine";
import { expect, test } from "vitest";
import { lostTime } from "./testing/conservation.ts";
import { type TestEntity, workSegment } from "./testing/test-entity.ts";
import { heard, installTestGuest } from "./testing/test-guest.ts";
import { testHost } from "./testing/test-host.ts";
import { freeCosts, testHypervisor } from "./testing/test-hypervisor.ts";

test("a spin ends when its own machine's word is signalled, not another's of the same name", () => {
  const simulation = new Simulation({ seed: 1 });
  const host = testHost(simulation, { processors: 3 });
  const hypervisor = testHypervisor(simulation, "xen", host, { costs: freeCosts });
  const token = { word: "lock", value: 1 };
  const vm = hypervisor.createVirtualMachine("a", { pages: 10, processors: 2 });
  const holder: TestEntity["steps"] = [
    { do: "run", burst: [workSegment("a", 5_000_000)] },
    { do: "signal", token },
  ];
  const entities = [
    { steps: [{ do: "spin", until: token } as const], repeat: false, affinity: [0] },
    { steps: holder, repeat: false, affinity: [1] },
  ];
  installTestGuest(simulation, "a", vm, { entities });
  const other = hypervisor.createVirtualMachine("b", { pages: 10 });
  installTestGuest(simulation, "b", other, { entities: [{ steps: [{ do: "signal", token }], repeat: false }] });
  simulation.run(20_000_000);
  expect(heard(simulation, "b", "done 0")).toEqual([0]);
  const [done = 0] = heard(simulation, "a", "done 0");
  const [signalled = 0] = heard(simulation, "a", "done 1");
  expect(done).toBe(signalled);
  expect(signalled).toBeGreaterThanOrEqual(5_000_000);
  expect(host.ledger(0)["spin:a"] ?? 0).toBeGreaterThan(4_900_000);
});

test("a vCPU spins away its slices while the vCPU that holds the lock is descheduled", () => {
  const simulation = new Simulation({ seed: 1 });
  const host = testHost(simulation);
  const hypervisor = testHypervisor(simulation, "xen", host, { costs: freeCosts });
  const token = { word: "lock", value: 1 };
  const vm = hypervisor.createVirtualMachine("a", { pages: 10, processors: 2 });
  const holder: TestEntity["steps"] = [
    { do: "run", burst: [workSegment("a", 10_000_000)] },
    { do: "signal", token },
  ];
  const entities = [
    { steps: holder, repeat: false, affinity: [0] },
    { steps: [{ do: "spin", until: token } as const], repeat: false, affinity: [1] },
  ];
  installTestGuest(simulation, "a", vm, { entities });
  simulation.run(50_000_000);
  expect(host.ledger(0)["spin:a"]).toBe(9_000_000);
  expect(heard(simulation, "a", "done 0")).toEqual([19_000_000]);
  expect(lostTime(simulation, host, ["xen/scheduler", "a/scheduler"])).toEqual([]);
});
