import {
  bandwidth,
  latency,
  loss,
  type ModelEvent,
  ms,
  type Nanoseconds,
  now,
  random,
  type Simulation,
  sample,
  us,
} from "@crosstalk/engine";
import { and, assign, cancel, emit, enqueueActions, not, raise, setup, stateIn } from "xstate";

/**
 * A world that uses everything which a save has to keep: parallel and history states, several kinds of delays, guards,
 * tags, wires with every stage, random streams, actors that come and go.
 */
export interface MenagerieParameters {
  /** How long the visitor's words take to the juggler. */
  readonly lag: Nanoseconds;
}

/** A parallel chart whose regions move each other, with deep and shallow history; it is interrupted and comes back. */
const juggler = setup({
  types: { context: {} as { balls: number; log: string[]; spare: { hands: number[] } } },
  delays: {
    throw: () => random("juggler: throw").exponential(us(40)),
    rest: () => random("juggler: rest").uniformBetween(us(5), us(90)),
  },
  guards: { tired: ({ context }) => context.balls % 7 === 6, awake: stateIn({ show: { right: "up" } }) },
  actions: {
    note: assign({ log: ({ context }, params: { word: string }) => [...context.log.slice(-5), `${params.word}@${now()}`] }),
    count: assign({
      balls: ({ context }) => context.balls + 1,
      spare: ({ context }) => ({ hands: [context.balls, ...context.spare.hands].slice(0, 3) }),
    }),
  },
}).createMachine({
  id: "juggler",
  context: { balls: 0, log: [], spare: { hands: [] } },
  initial: "show",
  on: {
    CLAP: {
      actions: enqueueActions(({ enqueue, check }) =>
        check(stateIn("#juggler.break")) ? enqueue.raise({ type: "WAKE" }) : enqueue({ type: "note", params: { word: "clap" } }),
      ),
    },
    WAKE: {}, // left over from a break that a CLAP has ended
    BOO: {},
    PEEK: { actions: emit(({ context }) => ({ type: "VIEW", balls: context.balls, to: "visitor" })) },
  },
  states: {
    show: {
      type: "parallel",
      on: { PAUSE: "break" },
      states: {
        right: {
          initial: "down",
          states: {
            up: {
              tags: ["busy"],
              after: { throw: { target: "down", actions: ["count", emit({ type: "BALL", to: "crowd" } as ModelEvent)] } },
            },
            down: {
              after: { rest: "up" },
              always: {
                guard: ({ context }) => context.balls === 3,
                target: "up",
                actions: ["count", { type: "note", params: { word: "R" } }],
              },
            },
          },
        },
        left: {
          initial: "idle",
          states: {
            idle: {
              always: {
                guard: ({ context }) => context.balls % 3 === 2,
                target: "spin",
                actions: [{ type: "note", params: { word: "L" } }],
              },
            },
            spin: {
              initial: "slow",
              onDone: "idle",
              states: {
                slow: { after: { 30000: "fast" } },
                fast: { after: { 10000: "end" }, on: { BOO: { guard: not("tired"), target: "slow" }, "*": {} } },
                end: { type: "final" },
              },
              exit: { type: "note", params: { word: "spun" } },
            },
          },
        },
        mood: {
          initial: "calm",
          states: {
            calm: {
              always: {
                guard: and(["tired", "awake"]),
                target: "wild",
                actions: raise({ type: "BOO" }, { delay: 12_345, id: "boo" }),
              },
            },
            wild: {
              after: { 55555: "calm" },
              exit: cancel("boo"),
              on: { BOO: { target: "calm", actions: { type: "note", params: { word: "boo" } } } },
            },
          },
        },
      },
    },
    break: {
      entry: raise({ type: "WAKE" }, { delay: ({ context }) => us(10 + (context.balls % 5)) }),
      on: { WAKE: [{ guard: ({ context }) => context.balls % 2 === 0, target: "back" }, { target: "anew" }], BOO: {}, PAUSE: {} },
    },
    back: { type: "history", history: "deep", target: "show" },
    anew: { type: "history", history: "shallow", target: "show" },
  },
});

/** Comes and goes: every now and then has the manager make or end a guest, interrupts the juggler and asks for a view. */
const visitor = setup({
  types: { context: {} as { visits: number; views: number } },
  delays: { pause: () => random("visitor: pause").exponential(us(60)) },
}).createMachine({
  context: { visits: 0, views: 0 },
  on: {
    VIEW: { actions: assign({ views: ({ context, event }) => context.views + (event as unknown as { balls: number }).balls }) },
  },
  initial: "away",
  states: {
    away: { after: { pause: "here" } },
    here: {
      entry: [
        assign({ visits: ({ context }) => context.visits + 1 }),
        emit(({ context }) => ({ type: ["PAUSE", "CLAP", "PEEK"][context.visits % 3] as string, to: "juggler" })),
        emit(({ context }) => ({ type: "VISIT", number: context.visits, to: "manager" })),
      ],
      always: "away",
    },
  },
});

/** Makes a guest at one visit, and ends the oldest one at another. */
const manager = setup({ types: { context: {} as { guests: string[] } } }).createMachine({
  context: { guests: [] },
  on: {
    VISIT: {
      actions: enqueueActions(({ context, event, enqueue }) => {
        const { number } = event as unknown as { number: number };
        const [oldest, ...others] = context.guests;
        if (number % 3 === 0 && oldest !== undefined) {
          enqueue.emit({ type: "engine.stop", path: oldest } as never);
          enqueue.assign({ guests: others });
        } else if (number % 2 === 0) {
          const path = `guest${number % 8}`;
          if (context.guests.includes(path)) return;
          enqueue.emit({ type: "engine.spawn", factory: "guest", path, input: { number } } as never);
          enqueue.assign({ guests: [...context.guests, path] });
        } else if (oldest !== undefined) {
          enqueue.emit({ type: "GREET", to: oldest } as never);
        }
      }),
    },
  },
});

/** Applauds on its own timer, over a slow wire, until it has had enough. */
const guest = setup({
  types: { context: {} as { left: number }, input: {} as { number: number } },
  delays: { applause: ({ self }) => random(`${self.id}: applause`).weibull(us(70), 2) },
}).createMachine({
  context: ({ input }) => ({ left: 3 + (input.number % 4) }),
  initial: "watching",
  states: {
    watching: {
      after: {
        applause: [
          { guard: ({ context }) => context.left === 0, target: "content" },
          {
            target: "watching",
            reenter: true,
            actions: [assign({ left: ({ context }) => context.left - 1 }), emit({ type: "CLAP", to: "juggler" } as ModelEvent)],
          },
        ],
      },
      on: { GREET: { actions: assign({ left: ({ context }) => context.left + 1 }) } },
    },
    content: { on: { GREET: {} } },
  },
});

const crowd = setup({ types: { context: {} as { balls: number } } }).createMachine({
  context: { balls: 0 },
  on: { BALL: { actions: assign({ balls: ({ context }) => context.balls + 1 }) } },
});

/** Assembles the world. */
export function assemble(simulation: Simulation, { lag }: MenagerieParameters): void {
  const bytes = (event: ModelEvent) => event.type.length;
  simulation.factory("guest", guest);
  simulation.actor("juggler", juggler);
  simulation.actor("visitor", visitor);
  simulation.actor("manager", manager);
  simulation.actor("crowd", crowd);
  simulation.wire("juggler", "crowd", { through: [sample(us(50)), loss(0.1), latency((stream) => stream.erlang(2, us(30)))] });
  simulation.wire("visitor", "juggler", { through: [bandwidth(1e5, bytes), latency(lag)] });
  for (let number = 0; number < 8; number += 2)
    simulation.wire(`guest${number}`, "juggler", { through: [loss(0.05), latency((stream) => stream.lognormal(us(20), 1))] });
}

/** Long enough for a few thousand deliveries. */
export const LENGTH = ms(40);

/** How the tests set it up. */
export const PARAMETERS: MenagerieParameters = { lag: us(3) };
