import { ms, Simulation } from "@crosstalk/engine";
import { compute, deviceRequests, installKernel } from "@crosstalk/guest-os";
import { account, buildHost, dualXeon2003, type Operations, pricer } from "@crosstalk/hardware";
import { linux2003Costs } from "@crosstalk/platforms";
import { expect, test } from "vitest";
import { quietKernel } from "../support/quiet-kernel.ts";

const price = pricer(dualXeon2003.prices);
const timeFor = (operations: Operations): number => price([{ account: "", operations }]).total;

test("a device interrupts a program in mid-burst, which loses no more than the handler's work", () => {
  const simulation = new Simulation({ seed: 1 });
  const host = buildHost(simulation, "host", dualXeon2003, { processors: 1, devices: [{ name: "disk", service: ms(7) }] });
  const kernel = installKernel(simulation, "linux", host, quietKernel());
  const reader = kernel.tenant("reader", { weight: 256 });
  reader.run(deviceRequests("disk"), "main");
  const worker = kernel.tenant("worker", { weight: 256 });
  worker.run(compute(ms(20)), "main");
  const runs: number[] = [];
  simulation.onDelivery((time, path, event) => {
    if (path === "host/cpu0" && event.type === "RUN") runs.push(time);
  });

  simulation.run(ms(10));
  const { interrupt, submit, complete, contextSwitch } = linux2003Costs;
  const submitted = timeFor(contextSwitch) + timeFor(submit);
  const interruptAt = submitted + ms(7);
  expect(runs, "the burst is interrupted when the device has served").toContain(interruptAt);
  const handling = timeFor(interrupt) + timeFor(complete);
  const worked = ms(10) - submitted - timeFor(contextSwitch) - handling;
  expect(host.ledger(0)[account("user", "worker")]).toBe(worked);

  simulation.run(ms(40));
  expect(host.ledger(0)[account("user", "worker")]).toBe(ms(20));
});
