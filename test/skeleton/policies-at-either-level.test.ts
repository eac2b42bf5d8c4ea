import { Simulation, seconds } from "@crosstalk/engine";
import { compute, forever, installKernel } from "@crosstalk/guest-os";
import { buildHost, dualXeon2003 } from "@crosstalk/hardware";
import {
  bvt,
  type ConfiguredPolicy,
  credit,
  creditXen304,
  eevdf,
  o1,
  proportionalShare,
  roundRobin,
} from "@crosstalk/scheduling";
import { expect, test } from "vitest";
import { timeOf } from "../support/accounts.ts";
import { assistedHypervisor } from "../support/assisted-hypervisor.ts";
import { everything } from "../support/programs.ts";
import { quietKernel } from "../support/quiet-kernel.ts";

const HOG = forever(compute(seconds(10)));
const LENGTH = seconds(6);

const policies: readonly (readonly [string, ConfiguredPolicy])[] = [
  ["credit of Xen 3.0.4", credit(creditXen304)],
  ["credit of Xen 4.2", credit()],
  ["EEVDF", eevdf({ hz: 250 })],
  ["O(1)", o1({ hz: 100 })],
  ["BVT", bvt()],
  ["proportional share", proportionalShare()],
  ["round robin", roundRobin({ slice: 10_000_000 })],
];
/** All but these two share by weight. */
const weighs = (name: string): boolean => !["O(1)", "round robin"].includes(name);

function shareOfFirst(world: (simulation: Simulation, host: ReturnType<typeof buildHost>) => void): number {
  const simulation = new Simulation({ seed: 3 });
  const host = buildHost(simulation, "host", dualXeon2003, { processors: 1 });
  world(simulation, host);
  simulation.run(LENGTH);
  return timeOf(host, "user:first") / (timeOf(host, "user:first") + timeOf(host, "user:second"));
}

test.each(policies)("%s shares a processor among the processes of a kernel", (name, scheduling) => {
  const share = shareOfFirst((simulation, host) => {
    const kernel = installKernel(simulation, "linux", host, quietKernel({ scheduling }));
    kernel.tenant("first", { weight: 256 }).run(HOG, "hog");
    kernel.tenant("second", { weight: 512 }).run(HOG, "hog");
    kernel.tenant("third", { weight: 256 }).run(everything(3), "main");
  });
  expect(share).toBeCloseTo(weighs(name) ? 1 / 3 : 1 / 2, 1);
});

test.each(policies)("%s shares a processor among the virtual processors of a hypervisor", (name, scheduling) => {
  const share = shareOfFirst((simulation, host) => {
    const hypervisor = assistedHypervisor(simulation, "vmm", host, { scheduling });
    const tenants = [["first", 256, HOG], ["second", 512, HOG], ["third", 256, everything(3)]] as const; // biome-ignore format: short
    for (const [tenant, weight, program] of tenants) {
      const machine = hypervisor.createVirtualMachine(tenant, { pages: 10_000, weight });
      installKernel(simulation, `${tenant}/linux`, machine, quietKernel()).tenant(tenant, { weight }).run(program, "main");
    }
  });
  expect(share).toBeCloseTo(weighs(name) ? 1 / 3 : 1 / 2, 1);
});

test.each(policies.flatMap(([outer, above]) => policies.map(([inner, below]) => [outer, inner, above, below] as const)))(
  "under %s a guest's processes run under %s",
  (_outer, _inner, above, below) => {
    const simulation = new Simulation({ seed: 5 });
    const host = buildHost(simulation, "host", dualXeon2003, { processors: 2 });
    const hypervisor = assistedHypervisor(simulation, "vmm", host, { scheduling: above });
    const ended: string[] = [];
    for (const tenant of ["first", "second"]) {
      const machine = hypervisor.createVirtualMachine(tenant, { pages: 10_000, processors: 2 });
      const kernel = installKernel(simulation, `${tenant}/linux`, machine, quietKernel({ scheduling: below }));
      kernel.tenant(tenant, { weight: 256 }).run(everything(1), "main");
      simulation.observe(`${tenant}/linux`, "PROGRAM_ENDED").subscribe(() => ended.push(tenant));
    }
    simulation.run(seconds(3), () => ended.length === 2);
    expect(ended.toSorted()).toEqual(["first", "second"]);
  },
);

test("BVT spreads processes over processors that come up one after another", () => {
  const simulation = new Simulation({ seed: 3 });
  const host = buildHost(simulation, "host", dualXeon2003, { processors: 1 });
  const hypervisor = assistedHypervisor(simulation, "vmm", host, { scheduling: roundRobin({ slice: 30_000_000 }) });
  const machine = hypervisor.createVirtualMachine("guest", { pages: 10_000, processors: 2 });
  const kernel = installKernel(simulation, "guest/linux", machine, quietKernel({ scheduling: bvt() }));
  for (const tenant of ["a", "b", "c", "d"]) kernel.tenant(tenant, { weight: 256 }).run(HOG, "main");
  simulation.run(LENGTH);
  const { policy } = simulation.snapshot("guest/linux/scheduler").context as { policy: { population: number[] } };
  expect(policy.population).toEqual([2, 2]);
  for (const tenant of ["a", "b", "c", "d"]) expect(timeOf(host, `user:${tenant}`) / LENGTH).toBeCloseTo(1 / 4, 1);
});

test("proportional share gives machines their reservations, and no more than their limits", () => {
  const simulation = new Simulation({ seed: 3 });
  const host = buildHost(simulation, "host", dualXeon2003, { processors: 1 });
  const hypervisor = assistedHypervisor(simulation, "vmm", host, { scheduling: proportionalShare() });
  const shares = { reserved: { weight: 256, reservation: 0.5 }, limited: { weight: 4_096, cap: 0.2 }, other: { weight: 256 } };
  for (const [tenant, share] of Object.entries(shares)) {
    const machine = hypervisor.createVirtualMachine(tenant, { pages: 10_000, ...share });
    installKernel(simulation, `${tenant}/linux`, machine, quietKernel()).tenant(tenant, { weight: 256 }).run(HOG, "main");
  }
  simulation.run(LENGTH);
  const parts = Object.keys(shares).map((tenant) => timeOf(host, `user:${tenant}`) / LENGTH);
  for (const [index, part] of [0.5, 0.2, 0.3].entries()) expect(Math.abs((parts[index] as number) - part)).toBeLessThan(0.02);
});
