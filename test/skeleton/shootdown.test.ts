import { ms, Simulation, seconds, us } from "@crosstalk/engine";
import { compute, forever, installKernel, type KernelContext, mark, sequence, shootdown } from "@crosstalk/guest-os";
import { buildHost, dualXeon2003, type Machine } from "@crosstalk/hardware";
import { installHypervisor, paravirtual } from "@crosstalk/hypervisor";
import { xen2003Costs, xen2003OwnCosts } from "@crosstalk/platforms";
import { roundRobin } from "@crosstalk/scheduling";
import { expect, test } from "vitest";
import { timeOf } from "../support/accounts.ts";
import { marksOf } from "../support/marks.ts";
import { quietKernel } from "../support/quiet-kernel.ts";

const SLICE = ms(30);

/** A program changes a mapping ten times on one processor, while another burns each of the others. */
function run(physical: number, processors: number, machineOf: (simulation: Simulation, host: Machine) => Machine) {
  const simulation = new Simulation({ seed: 1 });
  const host = buildHost(simulation, "host", { ...dualXeon2003, processors: 4 }, { processors: physical });
  const kernel = installKernel(simulation, "linux", machineOf(simulation, host), quietKernel());
  const tenant = kernel.tenant("web", { weight: 256 });
  const steps = Array.from({ length: 10 }, () => sequence(compute(ms(3)), mark("begin"), shootdown(), mark("end")));
  // By then all virtual processors have had a slice to boot in; those that have not booted are not asked.
  tenant.run(sequence(compute(ms(100)), ...steps), "mapper", [0]);
  for (let number = 1; number < processors; number += 1) {
    tenant.run(forever(compute(seconds(10))), `hog${number}`, [number]);
  }
  const begun = marksOf(simulation, "linux", "begin");
  const ended = marksOf(simulation, "linux", "end");
  const asked: number[] = [];
  simulation.onDelivery((time, path, event) => {
    if (path === "linux" && event.type === "INTERRUPTED" && event.vector === "shootdown") asked.push(time);
  });
  simulation.run(seconds(3));
  expect(ended).toHaveLength(10);
  const { words, shootdowns } = simulation.snapshot("linux").context as KernelContext;
  return {
    times: ended.map((time, index) => time - (begun[index] as number)),
    spin: timeOf(host, "spin"),
    acknowledged: words["acknowledged 0"],
    asked,
    shootdowns,
  };
}

const bare = (_: Simulation, host: Machine) => host;
const virtual = (processors: number) => (simulation: Simulation, host: Machine) =>
  installHypervisor(simulation, "xen", host, {
    name: "Xen",
    scheduling: roundRobin({ slice: SLICE }),
    rewriting: paravirtual(xen2003Costs),
    costs: xen2003OwnCosts,
  }).createVirtualMachine("web", { pages: 10_000, processors });

test.each([2, 3, 4])(
  "each of the others of %i processors is interrupted and acknowledges, while the initiator waits",
  (processors) => {
    const { acknowledged, asked, shootdowns, spin, times } = run(processors, processors, bare);
    expect(acknowledged).toBe(10 * (processors - 1));
    expect(asked).toHaveLength(10 * (processors - 1));
    expect(shootdowns).toEqual([]);
    const wait = spin / 10;
    expect(wait, "an interrupt, a flush and a line of memory").toBeGreaterThan(us(1));
    expect(wait).toBeLessThan(us(4));
    for (const time of times) expect(time).toBeGreaterThan(wait);
  },
);

test("in a VM with processors enough for all it takes longer by the hypervisor's work only", () => {
  const { acknowledged, spin } = run(2, 2, virtual(2));
  expect(acknowledged).toBe(10);
  expect(spin / 10).toBeGreaterThan(us(2));
  expect(spin / 10).toBeLessThan(us(10));
});

test("a virtual processor that is descheduled makes the initiator spin for the rest of its slice", () => {
  const { acknowledged, times, spin } = run(1, 2, virtual(2));
  expect(acknowledged).toBe(10);
  for (const time of times.slice(1)) {
    expect(time, "it spins until its slice ends, and waits for the other to be scheduled").toBeGreaterThan(SLICE / 2);
    expect(time).toBeLessThan(3 * SLICE);
  }
  expect(spin).toBeGreaterThan(10 * (SLICE / 2));
});
