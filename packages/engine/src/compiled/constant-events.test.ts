import { describe, expect, it } from "vitest";
import { createMachine, emit, enqueueActions, raise, setup } from "xstate";
import type { ModelEvent, Runtime } from "../model-event.ts";
import { Simulation } from "../simulation.ts";

interface Told extends ModelEvent {
  readonly list: number[];
}

/** A sender whose constant event is changed by `change`, when it is sent or when it is taken, and a taker. */
function fingerprint(runtime: Runtime, event: ModelEvent, changed: "sending" | "taking", change: (event: ModelEvent) => void) {
  const sender = createMachine({
    initial: "sending",
    states: {
      sending: {
        on: {
          GO: {
            actions: [() => changed === "sending" && change(event), emit({ ...event, to: "taker" } as never)],
          },
        },
      },
    },
  });
  const taker = createMachine({
    initial: "taking",
    states: { taking: { on: { "*": { actions: ({ event: taken }) => changed === "taking" && change(taken as ModelEvent) } } } },
  });
  const simulation = new Simulation({ seed: 1, runtime });
  simulation.actor("sender", sender);
  simulation.actor("taker", taker);
  for (let time = 1; time <= 60; time += 1) simulation.post("sender", { type: "GO" }, time);
  simulation.run(100);
  return simulation.fingerprint;
}

const runtimes: readonly Runtime[] = ["compiled", "reference"];
const push = (event: ModelEvent) => (event as Told).list.push(1);

describe("an event that stands in a machine's definition", () => {
  it.each(["sending", "taking"] as const)("is hashed as it is, if what it holds is changed in place on %s", (changed) => {
    const [compiled, reference] = runtimes.map((runtime) => fingerprint(runtime, { type: "X", list: [] } as Told, changed, push));
    expect(compiled).toBe(reference);
    const unchanged = fingerprint("compiled", { type: "X", list: [] } as Told, changed, () => {});
    expect(compiled).not.toBe(unchanged);
  });

  it.each(runtimes)("can't be changed itself, under the runtime %s: others would be sent what it has become", (runtime) => {
    const mark = (event: ModelEvent) => Object.assign(event, { seen: true });
    expect(() => fingerprint(runtime, { type: "X" }, "taking", mark)).toThrow(/not extensible.*|Cannot add property seen/);
  });

  it("is frozen where it is raised, too", () => {
    const event = { type: "LATER" };
    const machine = createMachine({ entry: raise(event, { delay: 1 }), on: { LATER: {} } });
    for (const runtime of runtimes) {
      const simulation = new Simulation({ seed: 1, runtime });
      simulation.actor("one", machine);
      simulation.run(2);
    }
    expect(Object.isFrozen(event)).toBe(true);
  });

  it("is frozen where it is enqueued by name only, too", () => {
    const event = { type: "TOLD" };
    const machine = setup({ actions: { tell: emit(event) } }).createMachine({
      entry: enqueueActions(({ enqueue }) => enqueue("tell")),
    });
    const simulation = new Simulation({ seed: 1 });
    simulation.actor("one", machine);
    simulation.run(1);
    expect(Object.isFrozen(event)).toBe(true);
  });
});
