import { isDeepStrictEqual } from "node:util";
import {
  latency,
  type ModelEvent,
  type SavedSimulation,
  Simulation,
  SimulationError,
  type SimulationOptions,
} from "@crosstalk/engine";
import fc from "fast-check";
import { EVENTS, type MachineBlueprint, type StateBlueprint } from "./blueprint.ts";
import { buildMachine } from "./build-machine.ts";
import { Journal } from "./journal.ts";
import { rawMachine } from "./raw-machine.ts";
import { settle } from "./settle.ts";

/** Most deliveries of one run. */
const MOST_DELIVERIES = 40;

/** Some machines that emit to each other, in one simulation, and what is posted to them. */
export interface WorldCase {
  readonly machines: readonly MachineBlueprint[];
  readonly posts: readonly { readonly target: number; readonly type: string; readonly number: number; readonly at: number }[];
  /** After how many deliveries the run is saved and restored. */
  readonly saveAt: number;
}

/** What can be observed of a run: every delivery and what it did, and how it ended. */
export interface WorldRecord {
  readonly deliveries: readonly unknown[];
  readonly fingerprint: string;
  readonly failure: unknown;
  readonly saved: unknown;
}

/** Which runtime runs the actors. */
export type WorldRuntime = "reference" | "compiled";

/**
 * What machines emit are events that others take, and none writes to the console. Most take whatever they don't know, and
 * have no delays that end a run, so that runs get somewhere.
 */
function talking(machine: MachineBlueprint, lenient: boolean): MachineBlueprint {
  const text = JSON.stringify(machine).replaceAll('"out.a"', '"a"').replaceAll('"out.b"', '"b"').replaceAll('"log"', '"inline"');
  const mild = text.replaceAll(/"delay":("missing"|"throwing"|-\d+)/g, '"delay":"short"').replaceAll(/,"id":"(one|two)"\}/g, "}");
  const { root, ...rest } = JSON.parse(lenient ? mild : text) as MachineBlueprint;
  const ignoring = { descriptor: "*", forbidden: "object" as const, transitions: [] };
  const on = (root.on ?? []).filter(({ descriptor }) => descriptor !== "*");
  return { ...rest, root: lenient ? ({ ...root, on: [...on, ignoring] } satisfies StateBlueprint) : root };
}

/** Random worlds. */
export const worlds: fc.Arbitrary<WorldCase> = fc.record({
  machines: fc.array(
    fc
      .record({ machine: rawMachine.map(settle), lenient: fc.nat(9) })
      .map(({ machine, lenient }) => talking(machine, lenient > 0)),
    { minLength: 2, maxLength: 3 },
  ),
  posts: fc.array(fc.record({ target: fc.nat(2), type: fc.constantFrom<string>(...EVENTS), number: fc.nat(5), at: fc.nat(60) }), {
    minLength: 4,
    maxLength: 10,
  }),
  saveAt: fc.nat(12),
});

const path = (index: number): string => `world/m${index}`;

function assemble({ machines }: WorldCase, runtime: WorldRuntime, journal: Journal): Simulation {
  const options: SimulationOptions = { seed: 1, mostInstantEvents: 100, runtime };
  const simulation = new Simulation(options);
  machines.forEach((machine, index) => {
    simulation.actor(path(index), buildMachine(machine, journal), index);
  });
  machines.forEach((_machine, index) => {
    const next = path((index + 1) % machines.length);
    simulation.connect(path(index), "a", next, { through: [latency(3)] });
    simulation.connect(path(index), "b", next);
    simulation.observe(path(index)).subscribe((event: ModelEvent) => journal.note("emitted", index, { ...event }));
  });
  simulation.onDelivery((time, target, event) => journal.note("delivery", time, target, { ...event }));
  return simulation;
}

/** Runs a world on one runtime, and from its save, if `restored` is given, on another. */
export function recordWorld(world: WorldCase, first: WorldRuntime, restored?: WorldRuntime): WorldRecord {
  const journal = new Journal();
  const deliveries: unknown[] = [];
  const attempted = attempt(() => {
    let simulation = assemble(world, first, journal);
    for (const { target, type, number, at } of world.posts)
      simulation.post(path(target % world.machines.length), { type, number }, at);
    simulation.start();
    deliveries.push(journal.take());
    for (let count = 0; count < MOST_DELIVERIES; count += 1) {
      if (count === world.saveAt && restored !== undefined) simulation = resumed(world, restored, simulation.save(), journal);
      const failure = attempt(() => simulation.step());
      deliveries.push([journal.take(), world.machines.map((_machine, index) => look(simulation, index))]);
      if (failure.error !== undefined || failure.value === false) return { simulation, failure: failure.error };
    }
    return { simulation, failure: undefined };
  });
  const ended = attempted.value;
  if (ended === undefined) return { deliveries, fingerprint: "", failure: attempted.error, saved: undefined };
  const saved =
    ended.failure === undefined ? attempt(() => JSON.parse(JSON.stringify(ended.simulation.save())) as unknown) : undefined;
  return { deliveries, fingerprint: ended.simulation.fingerprint, failure: ended.failure, saved };
}

function resumed(world: WorldCase, runtime: WorldRuntime, saved: SavedSimulation, journal: Journal): Simulation {
  const simulation = assemble(world, runtime, journal);
  simulation.restore(JSON.parse(JSON.stringify(saved)) as SavedSimulation);
  return simulation;
}

function look(simulation: Simulation, index: number): unknown {
  const { status, value, context, output } = simulation.snapshot(path(index));
  return JSON.stringify([status, value, context, output]);
}

function attempt<Value>(work: () => Value): { readonly value?: Value; readonly error?: unknown } {
  try {
    return { value: work() };
  } catch (error) {
    if (!(error instanceof SimulationError)) throw error;
    const { code, message, path: where, at } = error;
    return { error: { code, message, path: where, at } };
  }
}

/** Whether two runs can't be told apart. */
export function sameWorld(one: WorldRecord, other: WorldRecord): boolean {
  return isDeepStrictEqual(one, other);
}

/** On what a world starts, and on what it goes on from its save, where it is not the reference alone. */
export const WAYS: readonly [WorldRuntime, WorldRuntime | undefined][] = [
  ["compiled", undefined],
  ["reference", "compiled"],
  ["compiled", "reference"],
  ["compiled", "compiled"],
];

/** Whether a world runs otherwise than on XState's interpreter. */
export function worldDiffers(world: WorldCase, [first, restored]: (typeof WAYS)[number]): boolean {
  const expected = recordWorld(world, "reference", restored === undefined ? undefined : "reference");
  return !sameWorld(recordWorld(world, first, restored), expected);
}
