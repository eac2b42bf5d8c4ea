import { assign, createMachine, emit, raise, sendTo } from "xstate";
import { messageOf } from "../record.ts";
import type { TestedActor, TestedSnapshot } from "../runtime.ts";
import type { Scenario } from "./stage.ts";

/** What an action gets of its actor. */
interface Acting {
  readonly self: TestedActor;
}

const reading = (note: (...entry: unknown[]) => void, word: string) => (acting: unknown) => {
  const { self } = acting as Acting;
  try {
    const snapshot = self.getSnapshot() as TestedSnapshot | undefined;
    note(word, snapshot?.status, JSON.stringify([snapshot?.value, snapshot?.context]));
  } catch (error) {
    note(word, "thrown", messageOf(error));
  }
};

/** Machines and their watchers that reach back into the actor while it is at work. */
export const reentrancy: Readonly<Record<string, Scenario>> = {
  "an action that sends to its own actor": (stage) => {
    const machine = createMachine({
      context: { n: 0 },
      initial: "a",
      states: {
        a: {
          on: {
            GO: {
              target: "b",
              actions: [
                (acting) => (acting as unknown as Acting).self.send({ type: "LATER" }),
                raise({ type: "SOON" }),
                sendTo(({ self }) => self, { type: "SENT" }),
                assign({ n: 1 }),
              ],
            },
          },
        },
        b: {
          entry: reading(stage.note, "entry"),
          on: {
            "*": { actions: ({ event, context }) => stage.note(event.type, context.n) },
          },
        },
      },
    });
    const actor = stage.watched(machine);
    actor.start();
    actor.send({ type: "GO" });
    stage.look(actor);
  },
  "reading the snapshot inside actions, assigns, guards, listeners": (stage) => {
    let known: TestedActor | undefined;
    const machine = createMachine({
      context: { n: 0 },
      entry: [reading(stage.note, "first"), assign({ n: 1 }), reading(stage.note, "second")],
      initial: "a",
      states: {
        a: {
          on: {
            GO: {
              guard: () => {
                stage.note("guard", JSON.stringify(known?.getSnapshot().value));
                return true;
              },
              target: "b",
              actions: [
                assign({ n: ({ context }) => context.n + 1 }),
                reading(stage.note, "acting"),
                assign((acting) => {
                  reading(stage.note, "assigning")(acting);
                  return {};
                }),
              ],
            },
          },
          exit: reading(stage.note, "exit"),
        },
        b: { entry: reading(stage.note, "entry"), always: { target: "c", actions: reading(stage.note, "always") } },
        c: { entry: [emit({ type: "IN C" }), reading(stage.note, "after emit")] },
      },
    });
    const actor = stage.watched(machine);
    known = actor;
    actor.on("IN C", () => reading(stage.note, "listener")({ self: actor }));
    actor.start();
    actor.send({ type: "GO" });
  },
  "an initial assign that reads the snapshot": (stage) => {
    const actor = stage.watched(
      createMachine({
        context: { n: 0 },
        entry: assign((acting) => {
          reading(stage.note, "assigning")(acting);
          return { n: 1 };
        }),
      }),
    );
    actor.start();
    stage.look(actor);
  },
  "an initial context made of the actor": (stage) => {
    const machine = createMachine({
      context: ({ input, self }: { input: unknown; self: { id: string } }) => ({ id: self.id, input }),
    } as never);
    for (const setting of [{ input: { n: 1 } }, {}]) stage.look(stage.watched(machine, setting));
  },
  "an action that stops its own actor": (stage) => {
    const machine = createMachine({
      initial: "a",
      states: {
        a: {
          on: {
            GO: {
              target: "b",
              actions: [
                (acting) => (acting as unknown as Acting).self.send({ type: "QUEUED" }),
                (acting) => void (acting as unknown as Acting).self.stop(),
                reading(stage.note, "stopped"),
                emit({ type: "STILL" }),
                raise({ type: "RAISED" }),
                raise({ type: "TIMED" }, { delay: 3 }),
              ],
            },
          },
        },
        b: { on: { "*": { actions: ({ event }) => stage.note(event.type) } }, exit: () => stage.note("exit b") },
      },
    });
    const actor = stage.watched(machine);
    actor.start();
    actor.send({ type: "GO" });
    stage.look(actor);
    stage.note("timers", stage.clock.pending);
  },
  "a subscriber that sends": (stage) => {
    const machine = createMachine({
      initial: "a",
      states: { a: { on: { GO: "b" } }, b: { on: { GO: "c" } }, c: { on: { GO: "d" } }, d: { type: "final" } },
    });
    const actor = stage.actor(machine);
    stage.watch(actor, "before");
    actor.subscribe({ next: () => actor.send({ type: "GO" }) });
    stage.watch(actor, "after");
    actor.start();
    stage.look(actor);
  },
  "a subscriber that stops the actor": (stage) => {
    const actor = stage.actor(createMachine({ on: { GO: { actions: emit({ type: "GONE" }) } }, after: { 5: {} } }));
    stage.watch(actor, "before");
    let told = 0;
    actor.subscribe({
      next: () => {
        told += 1;
        if (told === 2) actor.stop();
      },
    });
    stage.watch(actor, "after");
    actor.start();
    actor.send({ type: "GO" });
    actor.send({ type: "GO" });
    stage.look(actor);
  },
  "a subscriber that subscribes another, and one that leaves": (stage) => {
    const actor = stage.actor(
      createMachine({ context: { n: 0 }, on: { GO: { actions: assign({ n: ({ context }) => context.n + 1 }) } } }),
    );
    const subscription = actor.subscribe({
      next: () => {
        stage.note("once");
        subscription.unsubscribe();
        stage.watch(actor, "added");
      },
    });
    stage.watch(actor, "steady");
    actor.start();
    actor.send({ type: "GO" });
    stage.note("is", actor.getSnapshot().context);
  },
  "a listener that sends, and one that stops the actor": (stage) => {
    const machine = createMachine({
      initial: "a",
      states: {
        a: { on: { GO: { target: "b", actions: [emit({ type: "ONE" }), emit({ type: "TWO" }), () => stage.note("acted")] } } },
        b: { on: { GO: { target: "a", actions: emit({ type: "THREE" }) } } },
      },
    });
    const sending = stage.watched(machine);
    sending.on("ONE", () => sending.send({ type: "GO" }));
    sending.start();
    sending.send({ type: "GO" });
    stage.look(sending);
    const stopping = stage.watched(machine);
    stopping.on("ONE", () => stopping.stop());
    stopping.start();
    stopping.send({ type: "GO" });
    stage.look(stopping);
  },
  "an initial action that sends to its own actor": (stage) => {
    const machine = createMachine({
      entry: [
        (acting) => (acting as unknown as Acting).self.send({ type: "SENT" }),
        emit({ type: "EMITTED" }),
        sendTo(({ self }) => self, { type: "SENT TOO" }),
        raise({ type: "RAISED" }),
      ],
      on: { "*": { actions: ({ event }) => stage.note(event.type) } },
    });
    const actor = stage.watched(machine);
    actor.send({ type: "EARLY" });
    actor.start();
    stage.look(actor);
  },
};
