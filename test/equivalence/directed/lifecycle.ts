import { assign, cancel, createMachine, emit, raise } from "xstate";
import type { Scenario } from "./stage.ts";

const counter = createMachine({
  id: "counter",
  context: { n: 0 },
  entry: emit({ type: "HELLO" }),
  exit: emit({ type: "BYE" }),
  initial: "a",
  states: {
    a: {
      entry: assign({ n: ({ context }) => context.n + 1 }),
      after: { 10: { target: "a", reenter: true }, 5000000000: "end" },
      on: { END: "end", GO: { actions: emit(({ context }) => ({ type: "COUNT", n: context.n })) } },
    },
    end: { type: "final", entry: emit({ type: "LAST" }) },
  },
  output: ({ context }) => ({ n: context.n }),
});

const timers = createMachine({
  types: { events: {} as { type: "SET" | "FIRED"; by: string; delay: number } | { type: "CANCEL" } },
  context: { fired: [] as string[] },
  on: {
    SET: {
      actions: raise(({ event }) => ({ type: "FIRED", by: event.by, delay: 0 }), {
        id: "same",
        delay: ({ event }) => event.delay,
      }),
    },
    CANCEL: { actions: cancel("same") },
    FIRED: { actions: assign({ fired: ({ context, event }) => [...context.fired, event.by] }) },
  },
});

/** Starting, stopping, ending, and the timers that go with them. */
export const lifecycle: Readonly<Record<string, Scenario>> = {
  "an actor that has not been started": (stage) => {
    const actor = stage.watched(counter);
    stage.look(actor);
    actor.send({ type: "GO" });
    actor.send({ type: "GO" });
    stage.look(actor);
    actor.start();
    stage.look(actor);
  },
  "starting twice": (stage) => {
    const actor = stage.watched(counter);
    stage.note(actor.start() === actor, actor.start() === actor);
  },
  "stopping, and stopping again, and sending after that": (stage) => {
    const actor = stage.watched(counter);
    actor.start();
    stage.note(actor.stop() === actor);
    stage.look(actor);
    actor.stop();
    actor.send({ type: "GO" });
    stage.watch(actor, "late");
    stage.note("timers", stage.clock.pending);
  },
  "stopping before the start, and starting then": (stage) => {
    const actor = stage.watched(counter);
    actor.send({ type: "GO" });
    actor.stop();
    stage.look(actor);
    actor.start();
    stage.look(actor);
    actor.send({ type: "GO" });
  },
  "starting again after stopping": (stage) => {
    const actor = stage.watched(counter);
    actor.start();
    actor.stop();
    actor.start();
    stage.look(actor);
    actor.send({ type: "GO" });
    stage.look(actor);
  },
  "reaching the end, and coming late": (stage) => {
    const actor = stage.watched(counter);
    actor.start();
    actor.send({ type: "END" });
    stage.look(actor);
    actor.send({ type: "GO" });
    stage.watch(actor, "late");
    actor.stop();
    actor.start();
    stage.look(actor);
    stage.note("timers", stage.clock.pending);
  },
  "an end that is reached at the start": (stage) => {
    const actor = stage.watched(
      createMachine({
        initial: "a",
        entry: emit({ type: "HELLO" }),
        states: { a: { always: "end", exit: () => stage.note("exit") }, end: { type: "final" } },
        output: 7,
      } as never),
    );
    stage.look(actor);
    actor.start();
    stage.look(actor);
  },
  "listeners that come and go": (stage) => {
    const actor = stage.actor(counter);
    const first = actor.on("COUNT", () => stage.note("first"));
    actor.on("*", ({ type }) => stage.note("all", type));
    actor.on("COUNT", () => {
      stage.note("second");
      first.unsubscribe();
    });
    actor.start();
    actor.send({ type: "GO" });
    actor.send({ type: "GO" });
  },
  "two subscriptions of one observer": (stage) => {
    const actor = stage.actor(counter);
    const observer = { next: () => stage.note("told") };
    const one = actor.subscribe(observer);
    actor.subscribe(observer);
    actor.start();
    one.unsubscribe();
    actor.send({ type: "GO" });
  },
  "timers that run on, and those that the end takes away": (stage) => {
    const actor = stage.watched(counter);
    actor.start();
    for (let count = 0; count < 3; count += 1) stage.clock.next();
    stage.note("timers", stage.clock.pending);
    stage.clock.advance(6_000_000_000, 3);
    actor.send({ type: "END" });
    stage.note("timers", stage.clock.pending);
  },
  "two delayed events of one id": (stage) => {
    const actor = stage.watched(timers);
    actor.start();
    const set = (by: string, delay: unknown) => actor.send({ type: "SET", by, delay });
    set("first", 5);
    set("second", 10);
    actor.send({ type: "CANCEL" });
    stage.note("timers", stage.clock.pending);
    stage.clock.advance(20);
    set("third", 5);
    set("fourth", 10);
    stage.clock.next();
    actor.send({ type: "CANCEL" });
    stage.note("timers", stage.clock.pending);
    stage.clock.advance(20);
    stage.look(actor);
  },
  "delays of every kind": (stage) => {
    const actor = stage.watched(timers);
    actor.start();
    for (const delay of [0, -5, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "12", undefined, null])
      stage.attempt(() => actor.send({ type: "SET", by: String(delay), delay }));
    stage.note("timers", stage.clock.pending);
    for (let count = 0; count < 6; count += 1) stage.clock.next();
    stage.look(actor);
    actor.stop();
    stage.note("timers", stage.clock.pending);
  },
  "a delayed event that comes after its state has been left": (stage) => {
    const machine = createMachine({
      initial: "a",
      states: {
        a: { entry: raise({ type: "LATE" }, { delay: 5 }), after: { 7: "c" }, on: { GO: "b" } },
        b: { on: { LATE: "c" } },
        c: {},
      },
    });
    const actor = stage.watched(machine);
    actor.start();
    actor.send({ type: "GO" });
    stage.note("timers", stage.clock.pending);
    stage.clock.advance(10);
    stage.look(actor);
  },
  "events that only the runtime sends": (stage) => {
    const machine = createMachine({
      context: { n: 0 },
      initial: "a",
      states: {
        a: {
          onDone: "b",
          initial: "x",
          states: { x: { after: { 50: "y" } }, y: { type: "final" } },
          on: { "xstate.*": { actions: assign({ n: 9 }) } },
        },
        b: { always: { guard: ({ context }) => context.n > 0, target: "c" } },
        c: {},
      },
    });
    for (const type of ["xstate.init", "xstate.after.50.(machine).a.x", "xstate.done.state.(machine).a", "xstate.stop"]) {
      const actor = stage.watched(machine);
      actor.start();
      stage.attempt(() => actor.send({ type }));
      stage.look(actor);
    }
  },
  "what an inspector is told": (stage) => {
    const actor = stage.watched(counter, { inspect: ({ type }) => stage.note("inspected", type) });
    actor.start();
    actor.send({ type: "GO" });
    actor.send({ type: "NO" });
    actor.send({ type: "END" });
  },
};
