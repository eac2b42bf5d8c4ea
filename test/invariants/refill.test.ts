import { ms, Simulation } from "@crosstalk/engine";
import { cacheAntagonist, compute, forever, type Program } from "@crosstalk/guest-os";
import { buildHost, chainOf, dualXeon2003, type Host, totalOf } from "@crosstalk/hardware";
import { esx2, linuxThreads, type Platform, plainLinux, xen304 } from "@crosstalk/platforms";
import { describe, expect, test } from "vitest";

const END = ms(400);

/** A quarter of the L2 of the host, in pages, and what it takes to bring it and its translations in, ns. */
const QUARTER = 32;
const QUARTER_REFILL = QUARTER * (64 * 31.25 + (2 * 23) / 2.4);

/** A program that works on so many pages. */
function working(pages: number): Program {
  return forever(compute(ms(0.2), { pages, intensity: 0.02 }));
}

/** Programs, each of a tenant, so long on so many processors of the host of 2003. */
function run(
  platform: Platform,
  processors: number,
  ...programs: readonly Program[]
): { host: Host; refills: number[]; users: number[] } {
  const simulation = new Simulation({ seed: 1 });
  const host = buildHost(simulation, "host", dualXeon2003, { processors });
  const system = platform.boot(simulation, host);
  const tenants = programs.map((program, index) => {
    const tenant = system.tenant(`t${index}`);
    tenant.run(program);
    return tenant;
  });
  simulation.run(END);
  const sums = (kind: string): number[] => tenants.map((tenant) => tenant.time()[kind] ?? 0);
  return { host, refills: sums("refill"), users: sums("user") };
}

describe.each([plainLinux(), linuxThreads(), xen304(), esx2()])("on $name", (platform) => {
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
      const of = (kind: string): number =>
        [0, 1].reduce((sum, processor) => {
          const spent = Object.entries(host.ledger(processor)).filter(([account]) => {
            const chain = chainOf(account);
            return chain[0]?.kind === kind && chain.at(-1)?.owner === "t0";
          });
          return sum + spent.reduce((total, [, time]) => total + time, 0);
        }, 0);
      return of("refill") / (of("user") + of("refill"));
    };
    const sweeper = forever(compute(ms(1), { pages: 1_024, intensity: 0.03 }));
    expect(share(sweeper, cacheAntagonist(1_024))).toBeGreaterThan(0.1);
    expect(share(sweeper, forever(compute(ms(1))))).toBeLessThan(0.001);
  });
});
