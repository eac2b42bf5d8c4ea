import { type ModelEvent, NEVER, type Runtime, Simulation } from "@crosstalk/engine";
import { emit, setup } from "xstate";
import { Draws, makeDraws } from "../draws.ts";
import type { Figure } from "../figure.ts";
import { secondsOf } from "../stopwatch.ts";
import { holdMachine } from "./hold.ts";

/** Makes actors with a timer of their own, and ends them one by one. */
const parent = setup({
  types: { events: {} as { type: "MAKE" | "END"; path: string }, emitted: {} as ModelEvent },
}).createMachine({
  initial: "ready",
  states: {
    ready: {
      on: {
        MAKE: { actions: emit(({ event }) => ({ type: "engine.spawn", factory: "waiter", path: event.path, input: undefined })) },
        END: { actions: emit(({ event }) => ({ type: "engine.stop", path: event.path })) },
      },
    },
  },
});

const waiter = setup({}).createMachine({ initial: "waiting", states: { waiting: { after: { [NEVER - 1]: "done" } }, done: {} } });

/** Actors that are stopped before the clock runs, so that what is measured is no more compiled meanwhile. */
const WARM_UP = 5_000;

/** Time to stop one actor, its event's delivery included, while so many timers of others are pending. */
export function stopping(runtime: Runtime, quick: boolean): readonly Figure[] {
  const pending = quick ? 10_000 : 100_000;
  const stopped = runtime === "compiled" ? 1_000 : 20;
  const simulation = new Simulation({ seed: 1, runtime });
  simulation.factory("waiter", waiter);
  simulation.actor("parent", parent);
  const holder = holdMachine(new Draws(makeDraws()));
  for (let actor = 0; actor < pending; actor += 1) simulation.actor(`actor${actor}`, holder);
  const end = (paths: readonly string[]): number => {
    for (const path of paths) simulation.post("parent", { type: "MAKE", path });
    simulation.run(0);
    for (const path of paths) simulation.post("parent", { type: "END", path });
    return secondsOf(() => simulation.run(0));
  };
  const waiters = (count: number, name: string) => Array.from({ length: count }, (_, number) => `${name}${number}`);
  end(waiters(runtime === "compiled" ? WARM_UP : stopped, "early"));
  const seconds = end(waiters(stopped, "waiter"));
  if (simulation.paths.length !== pending + 1) throw new Error(`${simulation.paths.length} actors are left`);
  return [{ name: "stopping", title: "stopping one", unit: "us", runtime, value: (seconds / stopped) * 1e6 }];
}
