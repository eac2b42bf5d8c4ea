import { ms, Simulation, seconds } from "@crosstalk/engine";
import {
  compute,
  forever,
  type KernelContext,
  lock,
  type Program,
  parallel,
  repeat,
  sequence,
  unlock,
} from "@crosstalk/guest-os";
import { buildHost, dualXeon2003 } from "@crosstalk/hardware";
import { type Platform, plainLinux, xen42, xen304 } from "@crosstalk/platforms";
import { expect, test } from "vitest";
import { timeOf } from "../support/accounts.ts";

const ROUNDS = 60;

/** Two threads share a lock that each holds for a millisecond in ten. */
const elsewhere = { distribution: "exponential", mean: ms(9) } as const;
const locker: Program = repeat(ROUNDS, sequence(lock("l"), compute(ms(1)), unlock("l"), compute(elsewhere)));
const victimProgram = parallel(locker, locker);

/** Time for which the victim spins beside a hog, as a ratio to its work. */
function spinBesideHog(platform: Platform, processors: number): number {
  const simulation = new Simulation({ seed: 1 });
  const host = buildHost(simulation, "host", dualXeon2003, { processors });
  const system = platform.boot(simulation, host);
  const victim = system.tenant("victim", { processors: 2 });
  const running = victim.run(victimProgram);
  system.tenant("hog").run(forever(compute(seconds(10))));
  simulation.run(seconds(60), () => running.ended() !== undefined);
  expect(running.ended()).toBeDefined();
  const { user, spin = 0 } = victim.time();
  expect(spin).toBe(timeOf(host, "spin"));
  return spin / (user as number);
}

test("what a waiter spins for is a lock whose holder does not run", () => {
  const simulation = new Simulation({ seed: 1 });
  const host = buildHost(simulation, "host", dualXeon2003, { processors: 1 });
  const system = xen304().boot(simulation, host);
  const running = system.tenant("victim", { processors: 2 }).run(victimProgram);
  system.tenant("hog").run(forever(compute(seconds(10))));
  let spins = 0;
  let holderOff = 0;
  simulation.onDelivery((_time, path, { type }) => {
    if (path !== "host/cpu0" || type !== "SPIN") return;
    spins += 1;
    const kernel = simulation.snapshot("xen/victim/linux").context as KernelContext;
    const holder = Object.values(kernel.locks).find((each) => each.holder !== null)?.holder;
    const process = holder === undefined || holder === null ? undefined : simulation.snapshot(`xen/victim/linux/pid${holder}`);
    // The guest thinks that the holder runs; its vCPU is the one that Xen does not run.
    const vcpus = [0, 1].map((index) => simulation.snapshot(`xen/victim/vcpu${index}`).value);
    if (process?.value === "running" && vcpus.filter((state) => state === "running").length < 2) holderOff += 1;
  });
  simulation.run(seconds(60), () => running.ended() !== undefined);
  expect(spins).toBeGreaterThan(10);
  expect(holderOff).toBe(spins);
});

/**
 * A waiter's slice of 30 ms has about ten of work in it: what it does until it needs the lock. The lock is then with the
 * other virtual processor, which is descheduled, and the rest of the slice is burnt.
 */
test.each([xen304(), xen42()])("under $name a waiter burns its slice while the lock's holder is descheduled", (platform) => {
  expect(spinBesideHog(platform, 1)).toBeGreaterThan(0.1);
});

test("a kernel does not preempt who holds a spin lock, so on one processor of bare metal nobody ever spins", () => {
  expect(spinBesideHog(plainLinux(), 1)).toBe(0);
});

test("on two processors of bare metal a lock's holder runs on, so that a waiter spins for a hold at most", () => {
  expect(spinBesideHog(plainLinux(), 2)).toBeLessThan(0.02);
});
