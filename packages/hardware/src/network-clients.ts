import { type ModelEvent, type Nanoseconds, now, random } from "@crosstalk/engine";
import { enqueueActions, setup } from "xstate";
import { type ClosedPopulation, drawThinking, untilNextThought } from "./closed-population.ts";
import type { FetchCompletions, SubmitRequest } from "./fixed-service-device.ts";
import type { Vector } from "./machine.ts";
import type { ClientRequest } from "./service.ts";

/** How a network interface with its clients is set up. */
export interface NetworkClientsInput {
  /** Name of the interface; the clients' random stream is named by it, so that they send alike on all platforms. */
  readonly name: string;
  /** Nanoseconds between two requests, on average; of clients that wait for their answers not used. */
  readonly meanGap: Nanoseconds;
  /** Clients that wait for their answers; absent: requests come whether or not anybody answers. */
  readonly closed?: ClosedPopulation;
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
  /** Of each client that waits for its answers: until when it thinks; null: it waits. */
  thinking: (Nanoseconds | null)[];
  /** All requests that have been sent, in order. */
  requests: ClientRequest[];
  /** Numbers of requests that wait to be taken, and of those that software has taken and not answered. */
  waiting: number[];
  taken: number[];
  /** Driver's requests for the next client's request. */
  asked: number[];
  complete: { id: number; failed: boolean }[];
}

/** A client has its answer, or is told that there is no room: it thinks before it asks again. */
interface ThinkAgain {
  readonly type: "THINK";
  readonly client: number;
}

/**
 * A network interface with its clients beyond the wire. Open clients send requests whether or not anybody answers, with
 * exponential times between them (a Poisson process). Of a closed population, each client waits for its answer, however
 * long it takes, and thinks for an exponential time before it asks again; it begins by thinking. A server takes one by a request to the device, which is complete
 * when there is one for it; its next request to the device carries the answer to the one that it has taken.
 *
 * Two regions: `clients`, who are `sending` if they are open, `thinking` (some of them, at least) if they are not; and `interface`, which is `unasked` or `asked`, as software waits for a
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
    events: SubmitRequest | FetchCompletions | ThinkAgain;
    input: NetworkClientsInput;
    emitted: ModelEvent;
  },
  guards: {
    canHandOver: ({ context }) => context.waiting.length > 0,
    isAsked: ({ context }) => context.asked.length > 0,
    isClosed: ({ context }) => context.closed !== undefined,
  },
  delays: { gap: ({ context }) => context.gap, thought: ({ context }) => untilNextThought(context.thinking, now()) },
  actions: {
    draw: ({ context }) => {
      context.gap = Math.max(1, Math.round(random(`${context.name}: gap`).exponential(context.meanGap)));
    },
    send: ({ context }) => {
      const isFull = context.waiting.length >= context.queue;
      if (!isFull) context.waiting.push(context.requests.length);
      context.requests.push({ sent: now(), ended: isFull ? now() : null, dropped: isFull });
    },
    beginThinking: ({ context }) => {
      const { clients = 0 } = context.closed ?? {};
      for (let client = 0; client < clients; client += 1) context.thinking.push(drawThinking(context, client));
    },
    thinkAgain: ({ context, event }) => {
      const { client } = event as ThinkAgain;
      context.thinking[client] = drawThinking(context, client);
    },
    ask: ({ context }) => {
      context.thinking.forEach((until, client) => {
        if (until === null || until > now()) return;
        const isFull = context.waiting.length >= context.queue;
        if (!isFull) context.waiting.push(context.requests.length);
        context.requests.push({ sent: now(), ended: isFull ? now() : null, dropped: isFull, client });
        context.thinking[client] = isFull ? drawThinking(context, client) : null;
      });
    },
    answer: enqueueActions(({ context, event, enqueue }) => {
      const answered = context.requests[context.taken.shift() ?? -1];
      context.asked.push((event as SubmitRequest).request.id);
      if (answered === undefined) return;
      answered.ended = now();
      // For whoever observes the clients; it goes nowhere in the world.
      enqueue.emit({ type: "ANSWERED", response: now() - answered.sent });
      if (answered.client !== undefined) enqueue.raise({ type: "THINK", client: answered.client });
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
  context: ({ input }) => ({ gap: 0, thinking: [], requests: [], waiting: [], taken: [], asked: [], complete: [], ...input }),
  type: "parallel",
  states: {
    clients: {
      initial: "beginning",
      states: {
        beginning: {
          always: [
            { guard: "isClosed", target: "arriving" },
            { target: "sending", actions: "draw" },
          ],
        },
        sending: { after: { gap: { target: "sending", reenter: true, actions: ["send", "draw"] } } },
        // At once, but when the run has begun: what is drawn while actors are put up comes too late for their first timers.
        arriving: { after: { gap: { target: "thinking", actions: "beginThinking" } } },
        thinking: {
          after: { thought: { target: "thinking", reenter: true, actions: "ask" } },
          on: { THINK: { target: "thinking", reenter: true, actions: "thinkAgain" } },
        },
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
