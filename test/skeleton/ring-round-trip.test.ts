import { ms, Simulation, seconds } from "@crosstalk/engine";
import { compute, deviceRequests, forever, mark, type Program, parallel, repeat, sequence } from "@crosstalk/guest-os";
import { buildHost, dualXeon2003, type Operations, pricer } from "@crosstalk/hardware";
import { type ChannelContext, paravirtual, rewriter } from "@crosstalk/hypervisor";
import { linux2003Costs, xen304, xen2003Costs, xen2003OwnCosts } from "@crosstalk/platforms";
import { roundRobin } from "@crosstalk/scheduling";
import { expect, test } from "vitest";
import { marksOf } from "../support/marks.ts";

const SERVICE = ms(2);

/** Xen without ticks, whose guests' kernels do not tick before 10 ms. */
const platform = xen304({ scheduling: roundRobin({ slice: 30_000_000 }) });

const price = pricer(dualXeon2003.prices);
const rewrite = rewriter(paravirtual(xen2003Costs), "xen");
const ofXen = (operations: Operations): number => price([{ account: "hypervisor:xen", operations }]).total;
const ofGuest = (operations: Operations): number =>
  price(rewrite({ parts: [{ account: "kernel:linux", operations }], from: 0 }).parts).total;

/** What a request through domain 0 takes on a machine that does nothing else, added up by hand. */
function roundTrip(): number {
  const { submit, notify, interrupt, complete, backEndResponse, idle, stopTick } = linux2003Costs;
  const { portIo: _, ...toRing } = submit;
  // Nobody preempts a vCPU to run another: domain 0 runs once the tenant's kernel has gone idle, and the other way round.
  const rested = ofGuest(idle) + ofGuest(stopTick);
  const asked = ofGuest(toRing) + ofGuest(notify) + ofXen(xen2003OwnCosts.notify) + rested;
  // The handler in domain 0 hands the request on when it begins. Its work is done while the device serves and the tenant
  // has halted, so that domain 0 ran last when the device interrupts, and Xen need not switch to it.
  const interrupted = ofXen(xen2003OwnCosts.interrupt);
  const answered = ofGuest(interrupt) + ofGuest(complete) + ofGuest(backEndResponse) + ofGuest(notify) + rested;
  // Xen passes the notification on and switches to the tenant, whose handler completes the request.
  const passed = ofXen(xen2003OwnCosts.notify) + ofXen(xen2003OwnCosts.switching);
  const completed = ofGuest(interrupt) + ofGuest(complete);
  return asked + SERVICE + interrupted + answered + passed + completed;
}

function latencies(program: Program, neighbour?: Program) {
  const simulation = new Simulation({ seed: 1 });
  const devices = [{ name: "disk", service: SERVICE }];
  const host = buildHost(simulation, "host", dualXeon2003, { processors: 1, devices });
  const system = platform.boot(simulation, host);
  const running = system.tenant("web").run(program);
  if (neighbour !== undefined) system.tenant("neighbour").run(neighbour);
  const begun = marksOf(simulation, "xen/web/linux", "begin");
  const ended = marksOf(simulation, "xen/web/linux", "end");
  simulation.run(seconds(20), () => running.ended() !== undefined);
  expect(running.ended()).toBeDefined();
  return { times: ended.map((time, index) => time - (begun[index] as number)), simulation, host };
}

const request = sequence(mark("begin"), deviceRequests("disk"), mark("end"));

test("a request through domain 0 takes the sum of its parts on an idle machine", () => {
  expect(latencies(sequence(compute(ms(1)), request)).times).toEqual([roundTrip()]);
});

test("a request waits until domain 0 and the tenant are scheduled again where a neighbour burns the processor", () => {
  const { times } = latencies(repeat(20, sequence(compute(ms(1)), request)), forever(compute(seconds(1))));
  for (const time of times) {
    expect(time, "domain 0 waits for the neighbour's slice when the tenant asks").toBeGreaterThan(ms(30));
    expect(time, "and each of them waits for one slice at a time").toBeLessThan(ms(3 * 30) + 2 * roundTrip());
  }
});

test("every request on the ring is answered once, though the ring is often full", () => {
  const thread = repeat(4, sequence(compute({ distribution: "exponential", mean: ms(1) }), deviceRequests("disk", 3)));
  const { simulation } = latencies(parallel(...Array.from({ length: 40 }, () => thread)), repeat(100, compute(ms(5))));
  const { ring, grants, counts } = simulation.snapshot("xen/web-disk").context as ChannelContext;
  const requests = 40 * 4 * 3;
  expect(ring).toMatchObject({
    requestsPut: requests,
    requestsFetched: requests,
    responsesPut: requests,
    responsesFetched: requests,
  });
  expect(grants).toEqual({});
  expect(counts.refused, "forty threads find a ring of 32 slots full").toBeGreaterThan(0);
  expect(counts.notified + counts.heldOff).toBe(2 * requests);
  expect(counts.heldOff).toBeGreaterThan(0);
});
