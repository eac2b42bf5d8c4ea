import { latency, type Runtime, Simulation } from "@crosstalk/engine";
import { emit, setup } from "xstate";
import type { Outcome, Size } from "../outcome.ts";
import { secondsOf } from "../stopwatch.ts";

interface Ball {
  readonly type: "BALL";
  readonly to: string;
}

/** A player: sends each ball that comes back to the other. */
export const player = setup({
  types: { context: {} as { readonly other: string }, input: {} as string, events: {} as Ball, emitted: {} as Ball },
}).createMachine({
  context: ({ input }) => ({ other: input }),
  initial: "ready",
  states: { ready: { on: { BALL: { actions: emit(({ context }) => ({ type: "BALL", to: context.other })) } } } },
});

/** Two actors send one ball to and fro over streams with a delay of one. */
export function pingPong(runtime: Runtime, { count }: Size): Outcome {
  const simulation = new Simulation({ seed: 1, runtime });
  simulation.actor("ping", player, "pong");
  simulation.actor("pong", player, "ping");
  simulation.wire("ping", "pong", { through: [latency(1)] });
  simulation.wire("pong", "ping", { through: [latency(1)] });
  simulation.post("ping", { type: "BALL" }, 1);
  simulation.start();
  const seconds = secondsOf(() => simulation.run(count));
  return { seconds, answer: { done: simulation.deliveries, last: simulation.now, next: simulation.nextTime ?? Number.NaN } };
}
