import { ms, Simulation, seconds } from "@crosstalk/engine";
import { compute, deviceRequests, installKernel, mark, repeat, sequence } from "@crosstalk/guest-os";
import { buildHost, dualXeon2003, type Operations, pricer } from "@crosstalk/hardware";
import { installHypervisor, paravirtual, rewriter } from "@crosstalk/hypervisor";
import { linux2003Costs, xen2003Costs, xen2003OwnCosts } from "@crosstalk/platforms";
import { roundRobin } from "@crosstalk/scheduling";
import { expect, test } from "vitest";
import { marksOf } from "../support/marks.ts";
import { quietKernel } from "../support/quiet-kernel.ts";

const SERVICE = ms(2);
const price = pricer(dualXeon2003.prices);
const rewrite = rewriter(paravirtual(xen2003Costs), "xen");
const ofXen = (operations: Operations): number => price([{ account: "hypervisor:xen", operations }]).total;
const ofGuest = (operations: Operations): number =>
  price(rewrite({ parts: [{ account: "kernel:linux", operations }], from: 0 }).parts).total;

/** A device of the host, reachable by DMA for the pages named, passed through to a VM beside an idle one. */
function world(reaches: readonly string[]) {
  const simulation = new Simulation({ seed: 1 });
  const devices = [{ name: "disk", service: SERVICE, reaches }];
  const host = buildHost(simulation, "host", dualXeon2003, { processors: 1, devices });
  const xen = installHypervisor(simulation, "xen", host, {
    name: "Xen",
    scheduling: roundRobin({ slice: ms(30) }),
    rewriting: paravirtual(xen2003Costs),
    costs: xen2003OwnCosts,
  });
  const machine = xen.createVirtualMachine("web", { pages: 10_000, devices: ["disk"] });
  const kernel = installKernel(simulation, "web/linux", machine, quietKernel());
  const request = sequence(compute(ms(1)), mark("begin"), deviceRequests("disk"), mark("end"));
  kernel.tenant("web", { weight: 256 }).run(repeat(5, request), "main");
  installKernel(simulation, "other/linux", xen.createVirtualMachine("other", { pages: 10_000 }), quietKernel());
  const begun = marksOf(simulation, "web/linux", "begin");
  const ended = marksOf(simulation, "web/linux", "end");
  simulation.run(seconds(1));
  expect(ended).toHaveLength(5);
  return { times: ended.map((time, index) => time - (begun[index] as number)), simulation };
}

test("a device passed through to a guest interrupts that guest, and no other party has to run", () => {
  const { simulation, times } = world(["web/linux"]);
  const { submit, interrupt, complete } = linux2003Costs;
  const handled = ofXen(xen2003OwnCosts.interrupt) + ofGuest(interrupt) + ofGuest(complete);
  const whole = ofGuest(submit) + SERVICE + handled;
  // While the first request is served the other guest boots, so that Xen has to switch back.
  expect(times).toEqual([whole + ofXen(xen2003OwnCosts.switching), whole, whole, whole, whole]);
  expect(simulation.snapshot("xen").context.counts).toEqual({ notifications: 0, strayInterrupts: 0, refused: 0 });
});

test("the work of such an interrupt is the hypervisor's, then the guest's", () => {
  const { simulation } = world(["web/linux"]);
  const { ledger } = simulation.snapshot("host/cpu0").context as { ledger: Record<string, number> };
  const sum = (account: RegExp) =>
    Object.entries(ledger).reduce((time, [name, each]) => (account.test(name) ? time + each : time), 0);
  expect(sum(/^hypervisor\.interrupt:xen$/)).toBe(5 * ofXen(xen2003OwnCosts.interrupt));
  expect(sum(/kernel\.interrupt:web\/linux$/)).toBe(5 * ofGuest(linux2003Costs.interrupt));
});

test("a device that may not reach the guest's pages fails its requests at once", () => {
  const { times } = world(["other/linux"]);
  for (const time of times) expect(time).toBeLessThan(SERVICE / 10);
});
