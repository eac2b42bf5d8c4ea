import { latency, type ModelEvent, ms, type Simulation, us } from "@crosstalk/engine";
import { assign, emit, setup } from "xstate";

/** A client that asks its server again and again, and counts the answers. */
const client = setup({
  types: { context: {} as { answers: number; log: number[] }, emitted: {} as ModelEvent },
  delays: { pause: () => us(100) },
}).createMachine({
  context: () => ({ answers: 0, log: [] }),
  initial: "up",
  states: {
    up: {
      initial: "thinking",
      states: {
        thinking: { after: { pause: { target: "waiting", actions: emit({ type: "ASK", to: "site/server" }) } } },
        waiting: { on: { ANSWER: { target: "thinking", actions: assign(({ context }) => more(context)) } } },
      },
    },
  },
});

const more = ({ answers, log }: { answers: number; log: number[] }) => ({ answers: answers + 1, log: [...log, answers] });

/** A server that has a helper made for each question, and stopped when it has found the answer. */
const server = setup({ types: { emitted: {} as ModelEvent } }).createMachine({
  type: "parallel",
  states: {
    door: { initial: "open", states: { open: {} } },
    desk: {
      initial: "free",
      states: {
        free: {
          on: {
            ASK: {
              target: "busy",
              actions: emit({ type: "engine.spawn", factory: "helper", path: "site/server/helper", input: undefined }),
            },
          },
        },
        busy: {
          on: {
            FOUND: {
              target: "free",
              actions: [emit({ type: "engine.stop", path: "site/server/helper" }), emit({ type: "ANSWER" })],
            },
          },
        },
      },
    },
  },
});

const helper = setup({
  types: { emitted: {} as ModelEvent },
  delays: { search: () => us(50) },
}).createMachine({
  initial: "searching",
  states: {
    searching: { after: { search: { target: "found", actions: emit({ type: "FOUND", to: "site/server" }) } } },
    found: {},
  },
});

/** How long a question is on its way to the server. */
export const ASKED_AFTER = us(10);

/** A world for tests of traces: nested and parallel states, wires, connections, actors that come and go. */
export function tracedWorld(simulation: Simulation): void {
  simulation.actor("site/server", server);
  simulation.actor("client", client);
  simulation.factory("helper", helper);
  simulation.wire("client", "site/server", { through: [latency(ASKED_AFTER)] });
  simulation.connect("site/server", "ANSWER", "client");
}

/** How long tests run it: one round takes 160 µs. */
export const TRACED_TIME = ms(1);
