import type { ModelEvent } from "@crosstalk/engine";
import { enqueueActions, not, setup, stateIn } from "xstate";
import {
  emptyRing,
  fetchRequests,
  fetchResponses,
  isFull,
  putRequest,
  putResponse,
  type Ring,
  type RingRequest,
  type RingResponse,
} from "./ring.ts";

/** One end of a channel: the guest that asks, and the guest that serves. */
export type ChannelEnd = "front" | "back";

/**
 * What software at the ends does with a channel; it is memory that they share, so it takes no time but what the
 * software's bursts say. `from` is the actor to be answered.
 */
export type ChannelEvent =
  /** Answered by PUT_DONE or RING_FULL. */
  | { readonly type: "PUT"; readonly from: string; readonly request: RingRequest }
  /** The back-end asks for requests; answered by REQUESTS. Unless `rearm` is false it wants to be told of the next. */
  | { readonly type: "FETCH"; readonly from: string; readonly vector?: string; readonly rearm?: boolean }
  /** Answered by RESPOND_DONE. */
  | { readonly type: "RESPOND"; readonly from: string; readonly on?: number; readonly response: RingResponse }
  /** The front-end asks for responses; answered by RESPONSES. */
  | { readonly type: "FETCH_RESPONSES"; readonly from: string; readonly vector?: string; readonly rearm?: boolean }
  /** An end sets itself up; it does so by first use, too. */
  | { readonly type: "OPEN"; readonly end: ChannelEnd }
  /** An end goes away: what is on the ring is lost, and so are its grants. */
  | { readonly type: "CLOSE"; readonly end: ChannelEnd };

/** How a channel is set up. */
export interface ChannelInput {
  /** Its own path. */
  readonly path: string;
  readonly slots: number;
}

/** A channel's memory: the ring, and pages granted. */
export interface ChannelContext extends ChannelInput {
  ring: Ring;
  /** Pages that the front-end has granted to the back-end, by request. */
  grants: Record<number, number>;
  /** Notifications asked for, and done without because the other end was going to look anyway; puts refused. */
  counts: { notified: number; heldOff: number; refused: number };
}

type EventOf<Type extends ChannelEvent["type"]> = Extract<ChannelEvent, { type: Type }>;

function counted(context: ChannelContext, notify: boolean): boolean {
  if (notify) context.counts.notified += 1;
  else context.counts.heldOff += 1;
  return notify;
}

/** The states of an end, which is also set up by the events by which it uses the channel for the first time. */
function endStates(side: ChannelEnd, firstUse: readonly ChannelEvent["type"][]) {
  const other = side === "front" ? "back" : "front";
  const isOwn = { type: "isEnd" as const, params: { side } };
  const isGone = stateIn({ [other]: "closed" });
  const close = { CLOSE: { guard: isOwn, target: "closed" as const } };
  const use = Object.fromEntries(firstUse.map((type) => [type, { target: "initialising" as const }]));
  return {
    initial: "closed",
    states: {
      closed: { on: { ...use, OPEN: { guard: isOwn, target: "initialising" as const } } },
      initialising: { always: { guard: not(isGone), target: "connected" }, on: close },
      connected: { always: { guard: isGone, target: "closing" }, on: close },
      closing: { always: { guard: not(isGone), target: "connected" }, on: close },
    },
  };
}

type Anything = { context: ChannelContext; event: ChannelEvent };

/**
 * A channel between two guests: a ring in memory that the front-end's guest shares with the back-end's, grants of its
 * pages for each request, and the indexes by which each end says when it wants to be told. Both ends notify by a
 * hypercall of their own (a trap `notify`), and only when told to by PUT_DONE and RESPOND_DONE.
 *
 * Each end is a region: `closed`, `initialising`, `connected` or `closing` (the other end has
 * gone). Simplified from Xen's seven
 * states: an end is set up by its first use; requests may be put before the back-end is there.
 */
export const channelMachine = setup({
  types: {} as { context: ChannelContext; events: ChannelEvent; input: ChannelInput; emitted: ModelEvent },
  guards: {
    isEnd: ({ event }, { side }: { side: ChannelEnd }) => (event as EventOf<"OPEN">).end === side,
  },
  actions: {
    put: enqueueActions(({ context, event, enqueue }) => {
      const { from, request } = event as EventOf<"PUT">;
      const { path, ring } = context;
      if (isFull(ring)) {
        context.counts.refused += 1;
        enqueue.emit({ type: "RING_FULL", to: from, channel: path, id: request.id });
        return;
      }
      context.grants[request.id] = request.pages ?? 1;
      enqueue.emit({
        type: "PUT_DONE",
        to: from,
        channel: path,
        id: request.id,
        notify: counted(context, putRequest(ring, request)),
      });
    }),
    fetch: enqueueActions(({ context, event, enqueue }) => {
      const { from, vector = "", rearm = true } = event as EventOf<"FETCH">;
      enqueue.emit({ type: "REQUESTS", to: from, channel: context.path, vector, requests: fetchRequests(context.ring, rearm) });
    }),
    respond: enqueueActions(({ context, event, enqueue }) => {
      const { from, on = 0, response } = event as EventOf<"RESPOND">;
      const notify = counted(context, putResponse(context.ring, response));
      enqueue.emit({ type: "RESPOND_DONE", to: from, channel: context.path, on, id: response.id, notify });
    }),
    fetchResponses: enqueueActions(({ context, event, enqueue }) => {
      const { from, vector = "", rearm = true } = event as EventOf<"FETCH_RESPONSES">;
      const completions = fetchResponses(context.ring, rearm);
      for (const { id } of completions) delete context.grants[id];
      enqueue.emit({ type: "RESPONSES", to: from, channel: context.path, vector, completions });
    }),
    reset: ({ context }: Anything) => {
      context.ring = emptyRing(context.slots);
      context.grants = {};
    },
  },
}).createMachine({
  id: "channel",
  context: ({ input }) => ({
    ring: emptyRing(input.slots),
    grants: {},
    counts: { notified: 0, heldOff: 0, refused: 0 },
    ...input,
  }),
  type: "parallel",
  states: {
    front: endStates("front", ["PUT", "FETCH_RESPONSES"]),
    back: endStates("back", ["FETCH", "RESPOND"]),
    ring: {
      on: {
        PUT: { actions: "put" },
        FETCH: { actions: "fetch" },
        RESPOND: { actions: "respond" },
        FETCH_RESPONSES: { actions: "fetchResponses" },
        OPEN: {},
        CLOSE: { actions: "reset" },
      },
    },
  },
});
