import { END_OF_TIME, now, type Runtime, Simulation } from "@crosstalk/engine";
import { emit, setup } from "xstate";
import { Draws, serviceTime } from "../draws.ts";
import type { Outcome, Size } from "../outcome.ts";
import { secondsOf } from "../stopwatch.ts";

interface Arrive {
  readonly type: "ARRIVE";
  readonly to: string;
}

/** So many customers, with exponential times between them. */
function sourceMachine(gaps: Draws, customers: number) {
  return setup({
    types: { context: {} as { left: number }, emitted: {} as Arrive },
    delays: { gap: () => gaps.next() },
    guards: { more: ({ context }) => context.left > 1 },
    actions: {
      count: ({ context }) => {
        context.left -= 1;
      },
      send: emit({ type: "ARRIVE", to: "server" }),
    },
  }).createMachine({
    context: { left: customers },
    initial: "waiting",
    states: {
      waiting: {
        after: {
          gap: [
            { guard: "more", target: "waiting", reenter: true, actions: ["count", "send"] },
            { target: "done", actions: ["count", "send"] },
          ],
        },
      },
      done: {},
    },
  });
}

interface ServerContext {
  /** When those came who wait; the first ones have been served already. */
  arrivals: number[];
  /** How many of these have been served. */
  head: number;
  served: number;
  waits: number;
}

/** Arrivals that have been served before the list of arrivals is shortened. */
const MOST_SERVED = 1_000;

/** One server with a queue without bound, first come, first served. Its context is flat, and changed in place. */
function serverMachine(services: Draws) {
  return setup({
    types: { context: {} as ServerContext, events: {} as Arrive },
    delays: { service: () => serviceTime(services.next()) },
    guards: { somebodyWaits: ({ context }) => context.head < context.arrivals.length },
    actions: {
      queue: ({ context }) => {
        context.arrivals.push(now());
      },
      beginNext: ({ context }) => {
        context.waits += now() - (context.arrivals[context.head] as number);
        context.head += 1;
        if (context.head < MOST_SERVED) return;
        context.arrivals.splice(0, context.head);
        context.head = 0;
      },
      count: ({ context }) => {
        context.served += 1;
      },
    },
  }).createMachine({
    context: () => ({ arrivals: [], head: 0, served: 0, waits: 0 }),
    initial: "idle",
    states: {
      idle: { on: { ARRIVE: "busy" } },
      busy: {
        on: { ARRIVE: { actions: "queue" } },
        after: {
          service: [
            { guard: "somebodyWaits", target: "busy", reenter: true, actions: ["count", "beginNext"] },
            { target: "idle", actions: "count" },
          ],
        },
      },
    },
  });
}

/** M/M/1 at a utilization of 0.9: three events for each customer, that it is due, that it arrives, that it is served. */
export function singleServer(runtime: Runtime, { count }: Size, table: Float64Array): Outcome {
  const simulation = new Simulation({ seed: 1, runtime });
  simulation.actor("source", sourceMachine(new Draws(table, 0, 2), count));
  simulation.actor("server", serverMachine(new Draws(table, 1, 2)));
  simulation.start();
  const seconds = secondsOf(() => simulation.run(END_OF_TIME));
  const { served, waits } = simulation.snapshot("server").context as ServerContext;
  return { seconds, answer: { done: served, waits } };
}
