import { random } from "@crosstalk/engine";
import { assign, emit, setup } from "xstate";
import { type Arrive, type Customer, type Leave, served } from "./customer.ts";
import { draw, type Service } from "./draw.ts";

/** A station's place in the system, its service, and where customers go from it. */
export interface StationInput {
  readonly path: string;
  /** Which of the system's stations it is, from 0. */
  readonly number: number;
  readonly service: Service;
  /** Paths of stations with the chances to go there; with the rest a customer leaves the system. */
  readonly routes: readonly (readonly [path: string, chance: number])[];
}

interface StationContext extends StationInput {
  readonly waiting: readonly Customer[];
  readonly serving: Customer | null;
  /** Service time of the customer that is being served. */
  readonly work: number;
}

function route({ path, routes }: StationContext): string | undefined {
  if (routes.length === 0) return undefined;
  let rest = random(`${path}: route`).uniform();
  for (const [target, chance] of routes) {
    rest -= chance;
    if (rest < 0) return target;
  }
  return undefined;
}

const drawWork = ({ path, service }: StationContext) => draw(`${path}: service`, service);

/** One server with a queue without bound, first come, first served. */
export const station = setup({
  types: { context: {} as StationContext, input: {} as StationInput, events: {} as Arrive, emitted: {} as Arrive | Leave },
  delays: { work: ({ context }) => context.work },
  guards: { somebodyWaits: ({ context }) => context.waiting.length > 0 },
  actions: {
    queue: assign({ waiting: ({ context, event }) => [...context.waiting, event.customer] }),
    begin: assign(({ context, event }) => ({ serving: event.customer, work: drawWork(context) })),
    beginNext: assign(({ context }) => ({
      serving: context.waiting[0] as Customer,
      waiting: context.waiting.slice(1),
      work: drawWork(context),
    })),
    passOn: emit(({ context }) => {
      const customer = served(context.serving as Customer, context.number, context.work);
      const to = route(context);
      return to === undefined ? { type: "LEAVE", customer } : { type: "ARRIVE", to, customer };
    }),
  },
}).createMachine({
  context: ({ input }) => ({ ...input, waiting: [], serving: null, work: 0 }),
  initial: "idle",
  states: {
    idle: { on: { ARRIVE: { target: "busy", actions: "begin" } } },
    busy: {
      on: { ARRIVE: { actions: "queue" } },
      after: {
        work: [
          { guard: "somebodyWaits", target: "busy", reenter: true, actions: ["passOn", "beginNext"] },
          { target: "idle", actions: "passOn" },
        ],
      },
    },
  },
});
