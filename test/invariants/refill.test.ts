import { ms, Simulation } from "@crosstalk/engine";
import { cacheAntagonist, compute, forever, type Program, tokenRing } from "@crosstalk/guest-os";
import { buildHost, chainOf, dualXeon2003, type Host, totalOf } from "@crosstalk/hardware";
import { esx2, linuxThreads, type Platform, plainLinux, xen304 } from "@crosstalk/platforms";
import { describe, expect, test } from "vitest";
import { nested } from "../support/nested-xen.ts";

const END = ms(300);

/** A quarter of the L2 of the host, in pages, and what it takes to bring it and its translations in, ns. */
const QUARTER = 32;
const QUARTER_REFILL = QUARTER * (64 * 31.25 + (2 * 23) / 2.4);

/** A program that works on so many pages. */
function working(pages: number): Program {
  return forever(compute(ms(0.2), { pages, intensity: 0.02 }));
}

/** Processor time of a kind of account that a tenant has caused. */
function caused(host: Host, kind: string, owner: string): number {
  let sum = 0;
  for (const { id } of host.processors) {
    for (const [account, time] of Object.entries(host.ledger(id))) {
      const chain = chainOf(account);
      if (chain[0]?.kind === kind && chain.at(-1)?.owner === owner) sum += time;
    }
  }
  return sum;
}

/** Programs, each of a tenant, so long on so many processors of the host of 2003; `refills`: time of refill, by tenant. */
function run(platform: Platform, processors: number, ...programs: readonly Program[]): { host: Host; refills: number[] } {
  const simulation = new Simulation({ seed: 1 });
  const host = buildHost(simulation, "host", dualXeon2003, { processors });
  const system = platform.boot(simulation, host);
  programs.forEach((program, index) => {
    system.tenant(`t${index}`).run(program);
  });
  simulation.run(END);
  return { host, refills: programs.map((_, index) => caused(host, "refill", `t${index}`)) };
}

describe.each([plainLinux(), linuxThreads(), xen304(), esx2(), nested(2)])("on $name", (platform) => {
  test("who is alone is refilled once, as much as on bare hardware, and every nanosecond is somebody's", () => {
    const { host, refills } = run(platform, 1, working(QUARTER));
    expect(refills[0]).toBeGreaterThan(0.9 * QUARTER_REFILL);
    expect(refills[0]).toBeLessThanOrEqual(QUARTER_REFILL + 1);
    expect(totalOf(host.ledger(0))).toBe(END);
  });

  test("two tenants whose working sets fit together bring in only translations, two whose sets do not much more", () => {
    const fitting = run(platform, 1, working(QUARTER), working(QUARTER));
    const large = run(platform, 1, working(3 * QUARTER), working(3 * QUARTER));
    for (const tenant of [0, 1]) {
      const [little, much] = [fitting.refills[tenant] as number, large.refills[tenant] as number];
      expect(little).toBeGreaterThan(0);
      expect(much).toBeGreaterThan(3 * little);
    }
    expect(totalOf(large.host.ledger(0))).toBe(END);
  });

  test("one whose working set is larger than the cache is slowed by another on the other processor, and by none else", () => {
    const share = (...programs: readonly Program[]): number => {
      const { host } = run(platform, 2, ...programs);
      const refill = caused(host, "refill", "t0");
      return refill / (caused(host, "user", "t0") + refill);
    };
    const sweeper = forever(compute(ms(1), { pages: 1_024, intensity: 0.03 }));
    expect(share(sweeper, cacheAntagonist(1_024))).toBeGreaterThan(0.1);
    expect(share(sweeper, forever(compute(ms(1))))).toBeLessThan(0.001);
  });
});

test("the breakdown of a tenant's time shows its refill", () => {
  const simulation = new Simulation({ seed: 1 });
  const host = buildHost(simulation, "host", dualXeon2003, { processors: 1 });
  const tenant = xen304().boot(simulation, host).tenant("t0");
  tenant.run(working(QUARTER));
  simulation.run(ms(50));
  expect(tenant.time().refill).toBe(caused(host, "refill", "t0"));
  expect(tenant.time().refill).toBeGreaterThan(0);
});

test("a run with refill and shared bandwidth goes on from a save, at any point, as if never interrupted", () => {
  const programs = [
    forever(compute({ distribution: "exponential", mean: ms(0.3) }, { pages: 1_024, written: 100, intensity: 0.03 })),
    tokenRing({ processes: 4, kibibytes: 256, rounds: 1_000 }),
    cacheAntagonist(512),
  ];
  const world = (): Simulation => {
    const simulation = new Simulation({ seed: 7 });
    const system = xen304().boot(simulation, buildHost(simulation, "host", dualXeon2003));
    programs.forEach((program, index) => {
      system.tenant(`t${index}`).run(program);
    });
    return simulation;
  };
  const whole = world();
  whole.run(ms(100));
  for (const at of [1.234567, 35.000001, 77.7]) {
    const first = world();
    first.run(ms(at));
    const rest = world();
    rest.restore(JSON.parse(JSON.stringify(first.save())));
    rest.run(ms(100));
    expect(rest.fingerprint).toBe(whole.fingerprint);
  }
});
