import fc from "fast-check";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { StateBlueprint } from "./blueprint.ts";
import { isSoundMachine } from "./compare.ts";
import { minimal } from "./minimal.ts";
import { recordWorld, sameWorld, WAYS, worldDiffers, worlds } from "./world.ts";

const SEED = 4;
const WORLDS = 150;

beforeAll(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

describe("random machines in a simulation", () => {
  const drawn = fc.sample(worlds, { seed: SEED, numRuns: WORLDS });

  it.each(WAYS)("run alike on the runtime %s, restored on %s", (...way) => {
    const found = drawn.find((world) => worldDiffers(world, way));
    const small =
      found === undefined
        ? undefined
        : minimal(found, (world) => world.machines.every(isSoundMachine) && worldDiffers(world, way), 2_000);
    expect(small, JSON.stringify(small)).toBeUndefined();
  });

  it("go on from a save as if never interrupted", () => {
    for (const world of drawn) {
      const restored = recordWorld(world, "reference", "reference");
      if ((restored.failure as { code: string } | undefined)?.code === "NOT_SAVABLE") continue;
      expect(restored).toEqual(recordWorld(world, "reference"));
    }
  });

  it("find out an actor that drops its exit actions", () => {
    const without = ({ exit: _dropped, states, ...rest }: StateBlueprint): StateBlueprint => ({
      ...rest,
      states: states?.map(without),
    });
    const differing = drawn.filter((world) => {
      const machines = world.machines.map((machine) => ({ ...machine, root: without(machine.root) }));
      return !sameWorld(recordWorld(world, "reference"), recordWorld({ ...world, machines }, "reference"));
    });
    expect(differing.length).toBeGreaterThan(WORLDS / 10);
  });

  it("deliver, fail, get saved and restored", () => {
    const records = drawn.map((world) => recordWorld(world, "reference", "reference"));
    const failures = records.map(({ failure }) => (failure as { code: string } | undefined)?.code);
    expect(failures).toEqual(expect.arrayContaining([undefined, "UNHANDLED_EVENT", "MODEL_EXCEPTION", "BAD_DELAY"]));
    expect(failures.filter((code) => code === undefined).length).toBeGreaterThan(WORLDS / 4);
    const deliveries = records.reduce((sum, record) => sum + record.deliveries.length, 0);
    expect(deliveries).toBeGreaterThan(6 * WORLDS);
  });
});
