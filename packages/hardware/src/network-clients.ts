import { type ModelEvent, type Nanoseconds, now, random } from "@crosstalk/engine";
import { enqueueActions, setup } from "xstate";
import type { FetchCompletions, SubmitRequest } from "./fixed-service-device.ts";
import type { Vector } from "./machine.ts";
import type { ClientRequest } from "./service.ts";

/** How a network interface with its clients is set up. */
export interface NetworkClientsInput {
  /** Name of the interface; the clients' random stream is named by it, so that they send alike on all platforms. */
  readonly name: string;
  /** Nanoseconds between two requests, on average. */
  readonly meanGap: Nanoseconds;
  /** How long a client waits for its answer. */
  readonly patience: Nanoseconds;
  /** Requests that can wait at the interface to be taken; more are dropped. */
  readonly queue: number;
  readonly vector: Vector;
  /** Path of the interrupt router. */
  readonly router: string;
}

/** What the interface and its clients remember. */
export interface NetworkClientsContext extends NetworkClientsInput {
  /** Until the next request is sent. */
  gap: Nanoseconds;
  /** All requests that have been sent, in order. */
  requests: ClientRequest[];
  /** Numbers of requests that wait to be taken, and of those that software has taken and not answered. */
  waiting: number[];
  taken: number[];
  /** Driver's requests for the next client's request. */
  asked: number[];
  complete: { id: number; failed: boolean }[];
}

/**
 * A network interface with its clients beyond the wire. Clients send requests whether or not anybody answers, with
 * exponential times between them (a Poisson process). A server takes one by a request to the device, which is complete
 * when there is one for it; its next request to the device carries the answer to the one that it has taken.
 *
 * Two regions: `clients`, who are `sending`; and `interface`, which is `unasked` or `asked`, as software waits for a
 * request or does not.
 *
 * Simplified: a request and its answer are one packet each, and the wire takes no time; requests wait in the interface
 * and not, as with real ones, in the kernel's socket, which is sound as long as nothing but the number that may wait
 * matters. One server process takes requests from an interface: answers come in the order in which requests were taken.
 * The interface does not know which clients have given up, so software works for those, too.
 */
export const networkClientsMachine = setup({
  types: {} as {
    context: NetworkClientsContext;
    events: SubmitRequest | FetchCompletions;
    input: NetworkClientsInput;
    emitted: ModelEvent;
  },
  guards: {
    canHandOver: ({ context }) => context.waiting.length > 0,
    isAsked: ({ context }) => context.asked.length > 0,
  },
  delays: { gap: ({ context }) => context.gap },
  actions: {
    draw: ({ context }) => {
      context.gap = Math.max(1, Math.round(random(`${context.name}: gap`).exponential(context.meanGap)));
    },
    send: ({ context }) => {
      const isFull = context.waiting.length >= context.queue;
      if (!isFull) context.waiting.push(context.requests.length);
      context.requests.push({ sent: now(), ended: isFull ? now() : null, dropped: isFull });
    },
    answer: enqueueActions(({ context, event, enqueue }) => {
      const answered = context.requests[context.taken.shift() ?? -1];
      context.asked.push((event as SubmitRequest).request.id);
      if (answered === undefined) return;
      answered.ended = now();
      // For whoever observes the clients; it goes nowhere in the world.
      enqueue.emit({ type: "ANSWERED", response: now() - answered.sent });
    }),
    handOver: enqueueActions(({ context, enqueue }) => {
      context.taken.push(context.waiting.shift() as number);
      context.complete.push({ id: context.asked.shift() as number, failed: false });
      enqueue.emit({ type: "ASSERT", to: context.router, vector: context.vector });
    }),
    tell: enqueueActions(({ context, event, enqueue }) => {
      const { from } = event as FetchCompletions;
      enqueue.emit({ type: "COMPLETIONS", to: from, completions: context.complete, vector: context.vector });
      context.complete = [];
    }),
  },
}).createMachine({
  id: "network-clients",
  context: ({ input }) => ({ ...input, gap: 0, requests: [], waiting: [], taken: [], asked: [], complete: [] }),
  type: "parallel",
  states: {
    clients: {
      initial: "beginning",
      states: {
        beginning: { always: { target: "sending", actions: "draw" } },
        sending: { after: { gap: { target: "sending", reenter: true, actions: ["send", "draw"] } } },
      },
    },
    interface: {
      initial: "unasked",
      on: { FETCH: { actions: "tell" } },
      states: {
        unasked: { on: { SUBMIT: { target: "asked", actions: "answer" } } },
        asked: {
          always: { guard: "canHandOver", target: "handing", actions: "handOver" },
          on: { SUBMIT: { actions: "answer" } },
        },
        handing: { always: [{ guard: "isAsked", target: "asked" }, { target: "unasked" }] },
      },
    },
  },
});
