import { ms, type Nanoseconds, seconds } from "@crosstalk/engine";
import type { TenantOptions } from "@crosstalk/platforms";
import { expect } from "vitest";
import { type Clause, hog, type PlatformMaker, trial, usedBy } from "./trial.ts";

/** How long shares are measured. */
const LONG = seconds(10);
/** Time for kernels to boot and for credits to be earned, which is not counted. */
const WARM_UP = seconds(1);
/** Steps in which the consumption of a capped tenant is looked at. */
const STEP = ms(50);

/** Shares of the processor that tenants have had, each with so many hogs. */
function sharesOf(make: PlatformMaker, tenants: readonly (TenantOptions & { readonly hogs?: number })[]): number[] {
  const { simulation, system } = trial(make);
  const made = tenants.map(({ hogs = 1, ...options }, index) => {
    const tenant = system.tenant(`tenant${index}`, options);
    for (let each = 0; each < hogs; each += 1) tenant.run(hog, `hog${each}`);
    return tenant;
  });
  simulation.run(WARM_UP);
  const before = made.map(usedBy);
  simulation.run(WARM_UP + LONG);
  const used = made.map((tenant, index) => usedBy(tenant) - (before[index] as number));
  const all = used.reduce((sum, time) => sum + time, 0);
  return used.map((time) => time / all);
}

/** Most processor time that a tenant had in any window of a length, in steps. */
function mostIn(samples: readonly Nanoseconds[], steps: number): Nanoseconds {
  return Math.max(...samples.slice(steps).map((time, index) => time - (samples[index] as number)));
}

const accurate = (found: readonly number[], entitled: readonly number[], accuracy: number): void => {
  entitled.forEach((share, index) => {
    const relative = (found[index] as number) / share;
    expect(relative, `share of tenant ${index}: ${found[index]}, entitled to ${share}`).toBeGreaterThan(1 - accuracy);
    expect(relative, `share of tenant ${index}: ${found[index]}, entitled to ${share}`).toBeLessThan(1 + accuracy);
  });
};

/** That tenants get what the platform promises, and no more. */
export const keepsShares: readonly Clause[] = [
  [
    "shares a processor as it declares: among tenants or their processes, by weight or evenly",
    (make) => {
      const { among, weighted: byWeight, accuracy } = make().sharing;
      const weighted = [{ weight: 128 }, { weight: 256 }, { weight: 512 }];
      const entitled = byWeight ? [1 / 7, 2 / 7, 4 / 7] : [1 / 3, 1 / 3, 1 / 3];
      accurate(sharesOf(make, weighted), entitled, accuracy);
      const many = sharesOf(make, [{ weight: 256, hogs: 3 }, { weight: 256 }]);
      accurate(many, among === "tenants" ? [1 / 2, 1 / 2] : [3 / 4, 1 / 4], accuracy);
    },
  ],
  [
    "keeps a tenant to its cap in any window, alone and beside another, or refuses caps",
    (make) => {
      const { caps, burst, accuracy } = make().sharing;
      const cap = 0.3;
      if (!caps) {
        expect(() => trial(make).system.tenant("capped", { cap })).toThrow(/cap is 0\.3, but .* can't enforce caps/);
        return;
      }
      for (const beside of [false, true]) {
        const { simulation, system } = trial(make);
        const capped = system.tenant("capped", { cap, weight: 512 });
        capped.run(hog);
        if (beside) system.tenant("other").run(hog);
        const samples: Nanoseconds[] = [];
        for (let at = 0; at <= seconds(4); at += STEP) {
          simulation.run(at);
          samples.push(usedBy(capped));
        }
        for (const steps of [4, 20, 40]) {
          const bound = cap * steps * STEP + burst;
          expect(mostIn(samples, steps), `in ${steps} steps of 50 ms`).toBeLessThanOrEqual(bound);
        }
        const last = samples.length - 1;
        const got = (samples[last] as number) - (samples[last - 60] as number);
        expect(got, "and gets what the cap lets it have").toBeGreaterThan(cap * 60 * STEP * (1 - accuracy) - burst);
      }
    },
  ],
  [
    "gives a tenant its reservation beside heavier ones, or refuses reservations",
    (make) => {
      const { reservations, accuracy } = make().sharing;
      if (!reservations) {
        expect(() => trial(make).system.tenant("reserved", { reservation: 0.4 })).toThrow(/reservation is 0\.4, but/);
        return;
      }
      const [share] = sharesOf(make, [{ weight: 64, reservation: 0.4 }, { weight: 1_024 }, { weight: 1_024 }]);
      expect(share).toBeGreaterThan(0.4 * (1 - accuracy));
    },
  ],
];
