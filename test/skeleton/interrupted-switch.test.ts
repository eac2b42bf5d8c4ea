import { ms, Simulation, seconds } from "@crosstalk/engine";
import { compute, deviceRequests, installKernel, repeat } from "@crosstalk/guest-os";
import { account, buildHost, dualXeon2003, type Machine } from "@crosstalk/hardware";
import { installHypervisor, paravirtual } from "@crosstalk/hypervisor";
import { xen2003Costs, xen2003OwnCosts } from "@crosstalk/platforms";
import { roundRobin } from "@crosstalk/scheduling";
import { expect, test } from "vitest";
import { quietKernel } from "../support/quiet-kernel.ts";

/** What two programs that compute for 20 ms each have computed, beside one whose disk interrupts at about each of their switches. */
function computed(service: number, machineOf: (simulation: Simulation, host: Machine) => Machine): (number | undefined)[] {
  const simulation = new Simulation({ seed: 1 });
  const host = buildHost(simulation, "host", dualXeon2003, { processors: 1, devices: [{ name: "disk", service }] });
  const scheduling = roundRobin({ slice: ms(1) });
  const kernel = installKernel(simulation, "linux", machineOf(simulation, host), quietKernel({ scheduling }));
  kernel.tenant("reader", { weight: 256 }).run(repeat(30, deviceRequests("disk")), "main");
  for (const name of ["first", "second"]) kernel.tenant(name, { weight: 256 }).run(compute(ms(20)), "main");
  simulation.run(seconds(1));
  return ["first", "second"].map((name) => host.ledger(0)[account("user", name)]);
}

const bare = (_: Simulation, host: Machine): Machine => host;
const virtual = (simulation: Simulation, host: Machine): Machine =>
  installHypervisor(simulation, "xen", host, {
    name: "Xen",
    scheduling: roundRobin({ slice: ms(30) }),
    rewriting: paravirtual(xen2003Costs),
    costs: xen2003OwnCosts,
  }).createVirtualMachine("web", { pages: 10_000, devices: ["disk"] });

test.each([
  ["bare metal", bare],
  ["a VM", virtual],
])("an interrupt while a kernel on %s switches, masked, makes no program do its work twice", (_, machineOf) => {
  for (let service = ms(1); service <= ms(1) + 10_000; service += 500)
    expect(computed(service, machineOf), `${service} ns`).toEqual([ms(20), ms(20)]);
});
