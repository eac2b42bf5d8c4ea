import { ms, Simulation, seconds } from "@crosstalk/engine";
import { compute, forever, installKernel } from "@crosstalk/guest-os";
import { buildHost, dualXeon2003 } from "@crosstalk/hardware";
import { installHypervisor, paravirtual } from "@crosstalk/hypervisor";
import { linux2003Costs, xen2003Costs, xen2003OwnCosts } from "@crosstalk/platforms";
import { roundRobin, type TickPolicy } from "@crosstalk/scheduling";
import { expect, test } from "vitest";
import { schedulerOf } from "../support/accounts.ts";
import { type MeteredState, metered } from "../support/metered-policy.ts";
import { quietKernel } from "../support/quiet-kernel.ts";

const PERIOD = ms(10);
const SLICE = ms(35);
const LENGTH = seconds(1) + ms(1);

/** Two guests with a hog each take turns of 35 ms on one processor; the first ticks every 10 ms. */
function world(tickPolicy: TickPolicy, readsStolenTime: boolean) {
  const simulation = new Simulation({ seed: 1 });
  const host = buildHost(simulation, "host", dualXeon2003, { processors: 1 });
  const hypervisor = installHypervisor(simulation, "xen", host, {
    name: "Xen",
    scheduling: roundRobin({ slice: SLICE }),
    rewriting: paravirtual(xen2003Costs),
    costs: xen2003OwnCosts,
  });
  for (const name of ["ticking", "quiet"]) {
    const machine = hypervisor.createVirtualMachine(name, { pages: 10_000 });
    const how = name === "quiet" ? {} : { scheduling: metered(PERIOD), tickPolicy, readsStolenTime };
    const kernel = installKernel(simulation, `${name}/linux`, machine, quietKernel(how));
    kernel.tenant(name, { weight: 256 }).run(forever(compute(seconds(10))), "hog");
  }
  return { simulation, host };
}

function outcome(tickPolicy: TickPolicy, readsStolenTime: boolean) {
  const { simulation, host } = world(tickPolicy, readsStolenTime);
  simulation.run(LENGTH);
  const scheduler = schedulerOf(simulation, "ticking/linux/scheduler");
  const { ticks, times, bootedAt, since } = scheduler.processors[0] as (typeof scheduler.processors)[0];
  const { charged, ticks: rung } = scheduler.policy as MeteredState;
  const periods = Math.floor((since - bootedAt) / PERIOD);
  return { ticks, times, rung, charged, periods, work: host.ledger(0)["kernel.tick:ticking/linux"] ?? 0 };
}

test("a guest sees no event while its virtual processor is descheduled, though its timer expires", () => {
  const { simulation } = world("catch-up", false);
  let offSince: number | null = null;
  let seen = 0;
  let expired = 0;
  let lastTick = 0;
  simulation.onDelivery((time, path, event) => {
    if (path === "xen/ticking/vcpu0") {
      if (event.type === "DISPATCH" && offSince !== null) expired += Math.floor((time - lastTick) / PERIOD);
      offSince = event.type === "DISPATCH" ? null : time;
      lastTick = Math.floor(time / PERIOD) * PERIOD;
    } else if (path.startsWith("ticking/linux")) {
      seen += 1;
      if (offSince !== null) expect(time, `${event.type} to ${path}`).toBe(offSince);
    }
  });
  simulation.run(LENGTH);
  expect(seen).toBeGreaterThan(50);
  expect(expired, "ticks that came due meanwhile").toBeGreaterThan(40);
});

test("a guest that catches up handles every tick that it has missed", () => {
  const { ticks, rung, periods, work } = outcome("catch-up", false);
  expect(ticks).toEqual({ handled: periods, lost: 0 });
  expect(rung).toBe(periods);
  expect(work).toBeGreaterThan((periods - 5) * (linux2003Costs.tick.work as number));
});

test("a guest that skips handles one tick of those that it has missed, and its time falls behind", () => {
  const { ticks, rung, periods, work } = outcome("skip", false);
  expect(ticks.handled + ticks.lost).toBe(periods);
  expect(ticks.lost).toBeGreaterThan(0.3 * periods);
  expect(rung).toBe(ticks.handled);
  expect(work).toBeLessThanOrEqual(ticks.handled * (linux2003Costs.tick.work as number));
});

test("a guest that reads stolen time handles one tick, and does not charge its programs what was stolen", () => {
  const { ticks, periods, times, charged } = outcome("stolen-time", true);
  expect(ticks.handled + ticks.lost).toBe(periods);
  expect(ticks.lost).toBeGreaterThan(0.3 * periods);
  expect(times.stolen).toBeGreaterThan(ms(400));
  expect(charged).toBe(times.running);
});

test("a guest that does not read stolen time charges it to the program that it took to be running", () => {
  const { times, charged } = outcome("catch-up", false);
  expect(times.stolen).toBeGreaterThan(ms(400));
  expect(charged).toBe(times.running + times.stolen);
});
