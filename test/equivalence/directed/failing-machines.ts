import { assign, createMachine, emit, enqueueActions, raise, sendTo, setup } from "xstate";
import type { Scenario } from "./stage.ts";

const fail = (what: unknown) => () => {
  throw what;
};

/** Machines that fail at the start, in the midst of their actions, without an implementation, or without end. */
export const failingMachines: Readonly<Record<string, Scenario>> = {
  ...Object.fromEntries(
    (
      [
        ["an initial action", { entry: [fail(new Error("first")), emit({ type: "LOST" })] }],
        ["an initial assign", { context: {}, entry: [emit({ type: "LOST" }), assign(fail(new Error("first")))] }],
        ["the initial context", { context: fail(new Error("first")) }],
        [
          "an initial eventless guard",
          { initial: "a", states: { a: { always: { guard: fail(new Error("first")), target: "a" } } } },
        ],
        ["an initial delay", { after: { wait: {} }, entry: raise({ type: "X" }, { delay: fail(new Error("first")) as never }) }],
      ] as const
    ).map(([what, config]): [string, Scenario] => [
      `${what} that throws`,
      (stage) => {
        const actor = stage.watched(createMachine(config as never));
        stage.look(actor);
        stage.attempt(() => actor.start());
        stage.look(actor);
        actor.send({ type: "X" });
      },
    ]),
  ),
  "an initial error that nobody watches for": (stage) => {
    const actor = stage.actor(createMachine({ context: {}, entry: assign(fail(new Error("first"))) }));
    actor.start();
    stage.look(actor);
  },
  "actions before and after an error": (stage) => {
    const say = (word: string) => () => stage.note(word);
    const machine = createMachine({
      context: { n: 0 },
      on: {
        GO: {
          actions: [
            say("one"),
            raise({ type: "NEVER" }, { delay: 5, id: "x" }),
            sendTo(({ self }) => self, { type: "NEVER" }),
            assign({ n: 1 }),
            say("two"),
            fail(new Error("middle")),
            say("three"),
          ],
        },
        NEVER: { actions: say("never") },
      },
    });
    const actor = stage.watched(machine);
    actor.start();
    actor.send({ type: "GO" });
    stage.look(actor);
    stage.note("timers", stage.clock.pending);
  },
  "enqueued actions of which one throws": (stage) => {
    const machine = setup({ actions: { say: (_, { word }: { word: string }) => stage.note(word) } }).createMachine({
      context: { n: 0 },
      on: {
        GO: {
          actions: enqueueActions(({ enqueue }) => {
            enqueue({ type: "say", params: { word: "one" } });
            enqueue.assign({ n: 1 });
            enqueue(fail(new Error("middle")));
            enqueue({ type: "say", params: { word: "two" } });
          }),
        },
        COLLECT: { actions: [enqueueActions(fail(new Error("collecting"))), { type: "say", params: { word: "no" } }] },
      },
    });
    for (const type of ["GO", "COLLECT"] as const) {
      const actor = stage.watched(machine);
      actor.start();
      actor.send({ type });
      stage.look(actor);
    }
  },
  "guards and delays that nobody has implemented": (stage) => {
    const machine = createMachine({
      initial: "a",
      states: {
        a: {
          on: {
            GO: { guard: "absent", target: "b" },
            WAIT: "c",
            ACT: { actions: ["absent", { type: "absent", params: { n: 1 } }] },
          },
        },
        b: {},
        c: { after: { absent: "b" } },
      },
    } as never);
    for (const type of ["GO", "WAIT", "ACT"]) {
      const actor = stage.watched(machine);
      actor.start();
      stage.attempt(() => stage.note("can", actor.getSnapshot().can({ type })));
      actor.send({ type });
      stage.look(actor);
    }
  },
  "an endless chain of eventless transitions, and one of raised events": (stage) => {
    const endless = createMachine({
      options: { maxIterations: 30 },
      context: { n: 0 },
      initial: "a",
      states: { a: { on: { GO: "b", RAISE: { actions: raise({ type: "RAISE" }) } } }, b: { always: "c" }, c: { always: "b" } },
    });
    for (const type of ["GO", "RAISE"] as const) {
      const actor = stage.watched(endless);
      actor.start();
      actor.send({ type });
      stage.look(actor);
    }
  },
  "an error event of an unknown actor": (stage) => {
    const actor = stage.watched(createMachine({}));
    actor.start();
    actor.send({ type: "xstate.error.actor.nobody", error: new Error("from elsewhere") });
    stage.look(actor);
    const mild = stage.watched(createMachine({ on: { "*": { actions: ({ event }) => stage.note(event.type) } } }));
    mild.start();
    mild.send({ type: "xstate.error.actor.nobody", error: new Error("from elsewhere") });
    stage.look(mild);
  },
};
