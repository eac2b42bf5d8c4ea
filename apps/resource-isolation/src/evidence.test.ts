import { Simulation, seconds } from "@crosstalk/engine";
import { compute, cpuHog, repeat, sequence, sleep, systemCall } from "@crosstalk/guest-os";
import { buildHost, dualXeon2003, totalOf } from "@crosstalk/hardware";
import { type Platform, plainLinux, userModeLinux, xen304 } from "@crosstalk/platforms";
import { describe, expect, it } from "vitest";
import { isCausedBy, type ResourceEvidence, resourceEvidence } from "./evidence.ts";
import { isOver, type ResourceWorld, resourceWorld } from "./resource-world.ts";

/** A victim that computes, calls its kernel and now and then waits. */
const victim = repeat(20, sequence(compute(1_000_000), systemCall("file-read", 50), sleep(3_000_000)));

function build(platform: Platform): ResourceWorld {
  const simulation = new Simulation({ seed: 7 });
  const builder = {
    simulation,
    host: (path: string, model: Parameters<typeof buildHost>[2], options: Parameters<typeof buildHost>[3]) =>
      buildHost(simulation, path, model, options),
    random: (name: string) => simulation.random(name),
  };
  return resourceWorld(builder, platform, victim, [cpuHog()]);
}

function finish(world: ResourceWorld): ResourceEvidence {
  world.simulation.run(seconds(40), () => isOver(world));
  return resourceEvidence(world) as ResourceEvidence;
}

describe.each([plainLinux(), xen304(), userModeLinux()])("what is told of a victim on $name", (platform) => {
  const evidence = finish(build(platform));

  it("accounts for all time between its beginning and its end", () => {
    expect(evidence.outcome).toBe("ended");
    expect(totalOf(evidence.time)).toBe(evidence.until - evidence.began);
  });

  it("has the victim's accounts as counts times prices", () => {
    const priced = evidence.operations.reduce(
      (sum, { operation, count }) => sum + count * dualXeon2003.prices[operation].value,
      0,
    );
    const booked = Object.entries(evidence.time).filter(([account]) => isCausedBy("victim", account));
    expect(priced / booked.reduce((sum, [, time]) => sum + time, 0)).toBeCloseTo(1, 3);
    expect(
      evidence.operations.find(({ account, operation }) => account === "user:victim" && operation === "work")?.count,
    ).toBeCloseTo(20e6, 0);
    // A kernel counts calls as it plans a stretch of work: those of the first round are planned together with the beginning.
    expect(evidence.counts["call file-read"]).toBe(950);
  });

  it("is the same for a run that is saved and restored in its midst", () => {
    const world = build(platform);
    world.simulation.run(evidence.began + (evidence.until - evidence.began) / 3);
    const restored = build(platform);
    restored.simulation.restore(JSON.parse(JSON.stringify(world.simulation.save())));
    expect(finish(restored)).toEqual(evidence);
  });
});

it("finds whose an account is by its root: programs, and kernels and machines of a tenant's own", () => {
  const isVictims = (account: string) => isCausedBy("victim", account);
  expect(
    ["user:victim", "kernel:linux < user:victim", "hypervisor.time:xen < kernel.tick:xen/victim/linux"].every(isVictims),
  ).toBe(true);
  expect(["user:antagonist", "kernel.tick:linux", "idle:host", "user:victims"].some(isVictims)).toBe(false);
});
