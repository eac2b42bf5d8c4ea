import { type AnyActorRef, createActor, setup } from "xstate";
import { BinaryHeap } from "../binary-heap.ts";
import { Draws, holdEnd, serviceTime } from "../draws.ts";
import type { Programs } from "../outcome.ts";
import { secondsOf } from "../stopwatch.ts";
import { holdMachine } from "../workloads/hold.ts";

/**
 * A clock for XState's interpreter with a heap of timers. Its own SimulatedClock sorts all timers at each step, so this is
 * the fairest way to run plain XState in virtual time.
 */
class HeapClock {
  now = 0;
  fired = 0;
  last = 0;
  readonly #heap = new BinaryHeap<{ fire: (() => void) | undefined }>();

  get nextTime(): number | undefined {
    return this.#heap.nextTime;
  }

  setTimeout(fire: () => void, delay: number): object {
    const timer = { fire };
    this.#heap.push(this.now + delay, timer);
    return timer;
  }

  clearTimeout(timer: object): void {
    (timer as { fire: (() => void) | undefined }).fire = undefined;
  }

  run(end: number): void {
    for (;;) {
      const next = this.#heap.nextTime;
      if (next === undefined || next > end) return;
      const fire = this.#heap.pop()?.item.fire;
      if (fire === undefined) continue;
      this.now = next;
      this.last = next;
      this.fired += 1;
      fire();
    }
  }
}

/** Two actors that send to each other; a delay of one stands between a ball and the answer. */
const player = setup({
  types: { context: {} as { other: AnyActorRef | null }, events: {} as { type: "BALL" } | { type: "MEET"; other: AnyActorRef } },
}).createMachine({
  context: { other: null },
  initial: "ready",
  states: {
    ready: { on: { BALL: "holding", MEET: { actions: ({ context, event }) => Object.assign(context, { other: event.other }) } } },
    holding: { after: { 1: { target: "ready", actions: ({ context }) => context.other?.send({ type: "BALL" }) } } },
  },
});

interface Server {
  arrivals: number[];
  head: number;
  served: number;
  waits: number;
}

function server(clock: HeapClock, services: Draws) {
  return setup({
    types: { context: {} as Server, events: {} as { type: "ARRIVE" } },
    delays: { service: () => serviceTime(services.next()) },
  }).createMachine({
    context: () => ({ arrivals: [], head: 0, served: 0, waits: 0 }),
    initial: "idle",
    states: {
      idle: { on: { ARRIVE: "busy" } },
      busy: {
        on: { ARRIVE: { actions: ({ context }) => void context.arrivals.push(clock.now) } },
        after: {
          service: [
            {
              guard: ({ context }) => context.head < context.arrivals.length,
              target: "busy",
              reenter: true,
              actions: ({ context }) => {
                context.served += 1;
                context.waits += clock.now - (context.arrivals[context.head] as number);
                context.head += 1;
              },
            },
            { target: "idle", actions: ({ context }) => Object.assign(context, { served: context.served + 1 }) },
          ],
        },
      },
    },
  });
}

function source(gaps: Draws, customers: number, arrive: () => void) {
  return setup({
    types: { context: {} as { left: number } },
    delays: { gap: () => gaps.next() },
  }).createMachine({
    context: { left: customers },
    initial: "waiting",
    states: {
      waiting: {
        exit: ({ context }) => {
          context.left -= 1;
          arrive();
        },
        after: {
          gap: [{ guard: ({ context }) => context.left > 1, target: "waiting", reenter: true }, { target: "done" }],
        },
      },
      done: {},
    },
  });
}

/** XState's own interpreter without our engine: plain actors, a clock with a heap, no fingerprint, no strictness. */
export const xstate: Programs = {
  hold({ pending, count }, table) {
    const clock = new HeapClock();
    const machine = holdMachine(new Draws(table));
    for (let actor = 0; actor < pending; actor += 1) createActor(machine, { clock }).start();
    const seconds = secondsOf(() => clock.run(holdEnd(pending, count)));
    return { seconds, answer: { done: clock.fired, last: clock.last, next: clock.nextTime ?? Number.NaN } };
  },
  "ping-pong"({ count }) {
    const clock = new HeapClock();
    const ping = createActor(player, { clock }).start();
    const pong = createActor(player, { clock }).start();
    ping.send({ type: "MEET", other: pong });
    pong.send({ type: "MEET", other: ping });
    ping.send({ type: "BALL" });
    const seconds = secondsOf(() => clock.run(count));
    return { seconds, answer: { done: clock.fired, last: clock.last, next: clock.nextTime ?? Number.NaN } };
  },
  "single-server"({ count }, table) {
    const clock = new HeapClock();
    const served = createActor(server(clock, new Draws(table, 1, 2)), { clock }).start();
    createActor(
      source(new Draws(table, 0, 2), count, () => served.send({ type: "ARRIVE" })),
      { clock },
    ).start();
    const seconds = secondsOf(() => clock.run(Number.MAX_SAFE_INTEGER));
    const { served: done, waits } = served.getSnapshot().context;
    return { seconds, answer: { done, waits, last: clock.last } };
  },
};
