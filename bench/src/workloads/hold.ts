import { type Runtime, Simulation } from "@crosstalk/engine";
import { setup } from "xstate";
import { Draws, holdEnd } from "../draws.ts";
import type { Outcome, Size } from "../outcome.ts";
import { secondsOf } from "../stopwatch.ts";

/** HOLD's actor: waits for a time that is drawn, and again, without end. */
export function holdMachine(draws: Draws) {
  return setup({ delays: { hold: () => draws.next() } }).createMachine({
    initial: "held",
    states: { held: { after: { hold: { target: "held", reenter: true } } } },
  });
}

/** A simulation of HOLD that has been started: so many events are pending. */
export function holdSimulation(runtime: Runtime, pending: number, table: Float64Array): Simulation {
  const machine = holdMachine(new Draws(table));
  const simulation = new Simulation({ seed: 1, runtime });
  for (let actor = 0; actor < pending; actor += 1) simulation.actor(`actor${actor}`, machine);
  simulation.start();
  return simulation;
}

/** HOLD (Jones, "An empirical comparison of priority-queue and event-set implementations", 1986), each pending event an actor's. */
export function hold(runtime: Runtime, { pending, count }: Size, table: Float64Array): Outcome {
  const simulation = holdSimulation(runtime, pending, table);
  const end = holdEnd(pending, count);
  const seconds = secondsOf(() => simulation.run(end));
  return { seconds, answer: { done: simulation.deliveries, next: simulation.nextTime ?? Number.NaN } };
}
