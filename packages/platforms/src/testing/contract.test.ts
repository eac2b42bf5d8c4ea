import { ms } from "@crosstalk/engine";
import { compute, sequence } from "@crosstalk/guest-os";
import { dualXeon2003 } from "@crosstalk/hardware";
import { configure, roundRobin, type SchedulingPolicy } from "@crosstalk/scheduling";
import { describe, expect, test } from "vitest";
import { plainLinux } from "../plain-linux.ts";
import type { Platform, System } from "../platform.ts";
import { xen304 } from "../xen.ts";
import { contract } from "./describe-platform.ts";

/** What the contract finds wrong with a platform under a clause, which is named by its first words. */
function found(platform: Platform, clause: string): readonly string[] {
  const [, problems] = Object.entries(contract).find(([name]) => name.startsWith(clause)) ?? [];
  return problems?.({ platform, model: dualXeon2003, seed: 1 }) ?? ["there is no such clause"];
}

/** A platform that does not do what it says. */
function lying(
  platform: Platform,
  says: Partial<Platform["enforces"]>,
  tenant: (system: System) => System["tenant"] = (system) => system.tenant,
): Platform {
  return {
    ...platform,
    enforces: { ...platform.enforces, ...says },
    boot(simulation, host) {
      const system = platform.boot(simulation, host);
      return { ...system, tenant: tenant(system) };
    },
  };
}

describe("the contract finds a platform that", () => {
  test("says that weights of tenants count, where those of processes do, or nobody's", () => {
    expect(found(lying(plainLinux(), { weights: "tenants" }), "divides")).toContainEqual(
      expect.stringMatching(/tenant light, with 3 processes .* off its part .* weights of tenants count, within 200.000000 ms/),
    );
    expect(found(lying(xen304(), { weights: "none" }), "divides")).not.toEqual([]);
  });

  test("says that it is more exact than it is", () => {
    expect(found(lying(xen304(), { within: ms(1), drift: 0 }), "divides")).not.toEqual([]);
  });

  test("takes a cap or a reservation and keeps neither", () => {
    const forgets =
      (system: System): System["tenant"] =>
      (name, options) => {
        const { cap: _, reservation: __, ...rest } = options ?? {};
        return system.tenant(name, rest);
      };
    const liar = lying(plainLinux(), { caps: true, reservations: true, weights: "tenants" }, forgets);
    expect(found(liar, "keeps caps")).toHaveLength(2);
    const heavier = lying(xen304(), { reservations: true }, forgets);
    expect(found(heavier, "keeps reservations")).toHaveLength(1);
    expect(found(lying(plainLinux(), {}, forgets), "keeps caps")).toEqual([expect.stringContaining("not refused")]);
    expect(found(lying(plainLinux(), {}, forgets), "keeps reservations")).toEqual([expect.stringContaining("not refused")]);
  });

  test("gives tenants machines by its word, and one kernel", () => {
    expect(found({ ...plainLinux(), tenants: "machines" }, "lets faults")).toEqual([
      "a panic of the kernel stops another tenant's program",
      expect.stringMatching(/a chain of processes that takes all memory .* has another tenant's program killed/),
    ]);
  });

  test("lets what a program does depend on who else is there", () => {
    const meddling = lying(plainLinux(), {}, (system) => {
      let tenants = 0;
      return (name, options) => {
        const tenant = system.tenant(name, options);
        tenants += 1;
        const more = tenants;
        return { ...tenant, run: (program, as) => tenant.run(sequence(program, compute(more)), as) };
      };
    });
    expect(found(meddling, "loses nothing")).toEqual([expect.stringMatching(/beside other, hog, other-hog a program did/)]);
  });

  test("keeps something outside of the simulation", () => {
    let turns = 0;
    const inner = roundRobin().policy as unknown as SchedulingPolicy<{ slice: number }, unknown>;
    const forgetful: SchedulingPolicy<{ slice: number }, unknown> = {
      ...inner,
      pick(state, processor, view) {
        const choice = inner.pick(state, processor, view);
        turns += 1;
        return choice === undefined ? undefined : { ...choice, until: view.now + ms(1 + (turns % 7)) };
      },
    };
    const platform = xen304({ scheduling: configure(forgetful, { slice: ms(10) }) });
    expect(found(platform, "has one fingerprint")).toEqual(["two runs with seed 1 differ"]);
    expect(found(platform, "saves and restores").length).toBeGreaterThan(2);
  });

  test("takes any name, or is the same whatever the seed", () => {
    const renames = lying(plainLinux(), {}, (system) => {
      let tenants = 0;
      return (_, options) => {
        tenants += 1;
        return system.tenant(`tenant${tenants}`, options);
      };
    });
    expect(found(renames, "gives each tenant")).toEqual(["two tenants may have one name"]);
  });
});
