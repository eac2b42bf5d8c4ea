import { type Nanoseconds, now, random } from "@crosstalk/engine";
import { assign, emit, setup } from "xstate";
import { drawsOf } from "./draws.ts";
import type { Queue } from "./queue.ts";

/** A customer leaves the system. */
export interface Leave {
  readonly type: "LEAVE";
  readonly timeInSystem: Nanoseconds;
}

interface ServerContext extends Queue {
  /** When those came who are in the system, the one in service first; -1: the work that was there at the start. */
  readonly arrivals: readonly Nanoseconds[];
  /** Service time of the one in service. */
  readonly work: Nanoseconds;
}

const AT_START = -1;

const drawService = ({ utilization }: Queue) => drawsOf({ utilization }, random).service();

/** One server with a queue without bound, first come, first served, with some work to do at the start. */
export const server = setup({
  types: {
    context: {} as ServerContext,
    input: {} as Queue & { readonly workAtStart: Nanoseconds },
    events: {} as { type: "ARRIVE" },
    emitted: {} as Leave,
  },
  delays: { work: ({ context }) => context.work },
  guards: {
    workAtStart: ({ context }) => context.arrivals.length > 0,
    somebodyWaits: ({ context }) => context.arrivals.length > 1,
  },
  actions: {
    queue: assign({ arrivals: ({ context }) => [...context.arrivals, now()] }),
    begin: assign({ arrivals: () => [now()], work: ({ context }) => drawService(context) }),
    dismiss: emit(({ context }) => ({ type: "LEAVE", timeInSystem: now() - (context.arrivals[0] as Nanoseconds) })),
    beginNext: assign({ arrivals: ({ context }) => context.arrivals.slice(1), work: ({ context }) => drawService(context) }),
    rest: assign({ arrivals: () => [] }),
  },
}).createMachine({
  context: ({ input: { utilization, workAtStart } }) => ({
    utilization,
    arrivals: workAtStart > 0 ? [AT_START] : [],
    work: workAtStart,
  }),
  initial: "starting",
  states: {
    starting: { always: [{ guard: "workAtStart", target: "finishingEarlierWork" }, { target: "idle" }] },
    idle: { on: { ARRIVE: { target: "busy", actions: "begin" } } },
    finishingEarlierWork: {
      on: { ARRIVE: { actions: "queue" } },
      after: {
        work: [
          { guard: "somebodyWaits", target: "busy", actions: "beginNext" },
          { target: "idle", actions: "rest" },
        ],
      },
    },
    busy: {
      on: { ARRIVE: { actions: "queue" } },
      after: {
        work: [
          { guard: "somebodyWaits", target: "busy", reenter: true, actions: ["dismiss", "beginNext"] },
          { target: "idle", actions: ["dismiss", "rest"] },
        ],
      },
    },
  },
});
