import { ms } from "@crosstalk/engine";
import { compute } from "@crosstalk/guest-os";
import { dualXeon2003 } from "@crosstalk/hardware";
import { type Platform, xen42 } from "@crosstalk/platforms";
import { credit, creditXen42 } from "@crosstalk/scheduling";
import { describe, expect, it } from "vitest";
import { defineExperiment } from "../experiment.ts";
import { planRuns } from "../plan.ts";
import { resolvedWorlds } from "./resolved-worlds.ts";

function worldsOf(platform: Platform) {
  const experiment = defineExperiment({
    name: "brief",
    about: "what a world is built from",
    factors: { platform: [platform], processors: [1, 2] },
    world({ simulation, host }, levels) {
      const system = levels.platform.boot(simulation, host("host", dualXeon2003, { processors: levels.processors }));
      return system.tenant("a").run(compute(ms(1)));
    },
    until: ms(1),
    measures: { one: { unit: "1", of: () => 1 } },
  });
  return resolvedWorlds(experiment, planRuns(experiment, { replications: 3 }));
}

describe("resolvedWorlds", () => {
  it("tells the parameters of every component, for each combination of levels once", () => {
    const { components, worlds } = worldsOf(xen42());
    expect(worlds.map(({ levels }) => levels.processors)).toEqual(["1", "2"]);
    const [first, second] = worlds as [(typeof worlds)[0], (typeof worlds)[0]];
    expect(Object.keys(first.components)).toEqual(["host", "xen", "xen/domain0/linux", "xen/a/linux"]);
    expect(first.components["xen/a/linux"]).toBe(second.components["xen/a/linux"]);
    expect(first.components.host).not.toBe(second.components.host);
    expect(components[first.components.host as string]).toMatchObject({
      name: "dual-xeon-2003",
      processors: 1,
      prices: { systemCall: { unit: "ns" } },
    });
    expect(components[first.components.xen as string]).toMatchObject({
      scheduling: { policy: "credit", parameters: { slice: 30_000_000 } },
    });
  });

  it("tells platforms apart that differ in one parameter only", () => {
    const short = worldsOf(xen42({ scheduling: credit({ ...creditXen42, slice: ms(3) }) }));
    expect(short.worlds[0]?.components.xen).not.toBe(worldsOf(xen42()).worlds[0]?.components.xen);
    expect(short.worlds[0]?.components.host).toBe(worldsOf(xen42()).worlds[0]?.components.host);
  });
});
