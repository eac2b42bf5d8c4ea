import { assign, createMachine, emit, raise, setup } from "xstate";
import type { TestedActor, TestedSnapshot } from "../runtime.ts";
import type { Scenario, Stage } from "./stage.ts";

const regions = createMachine({
  id: "r",
  type: "parallel",
  context: { log: "" },
  states: {
    first: {
      initial: "off",
      states: {
        off: { on: { GO: "on" }, tags: "quiet" },
        on: {
          entry: assign({ log: ({ context }) => `${context.log}A` }),
          always: { guard: ({ context }) => context.log.length < 6, target: "on", reenter: true },
          meta: { about: "on" },
        },
      },
    },
    second: {
      initial: "off",
      states: {
        off: { on: { GO: "on" } },
        on: {
          initial: "x",
          states: {
            x: {
              always: {
                guard: ({ context }) => context.log.length < 9,
                target: "x",
                reenter: true,
                actions: assign({ log: ({ context }) => `${context.log}B` }),
              },
            },
            y: {},
            last: { type: "history", history: "deep" },
          },
          on: { NEXT: ".y" },
        },
        back: { on: { GO: "on.last" } },
      },
      on: { BACK: ".back" },
    },
    third: { initial: "c", states: { c: { on: { ADD: { actions: assign({ log: "" }) } } } } },
  },
});

const restored = (stage: Stage, machine: unknown, actor: TestedActor): TestedActor => {
  const again = stage.watched(machine, { snapshot: JSON.parse(JSON.stringify(actor.getPersistedSnapshot())) });
  stage.look(again);
  again.start();
  return again;
};

/** What can be read of snapshots, which of them are the same, and going on from saved ones. */
export const snapshots: Readonly<Record<string, Scenario>> = {
  "a parallel machine restored": (stage) => {
    const actor = stage.watched(regions);
    actor.start();
    actor.send({ type: "GO" });
    const again = restored(stage, regions, actor);
    for (const type of ["ADD", "NEXT", "BACK", "GO", "ADD"]) again.send({ type });
    stage.look(again);
    const third = restored(stage, regions, again);
    for (const type of ["ADD", "GO"]) third.send({ type });
    stage.look(third);
  },
  "delays after restoring": (stage) => {
    const machine = createMachine({
      initial: "a",
      states: {
        a: {
          after: { 10: "b" },
          entry: raise({ type: "X" }, { delay: 4, id: "x" }),
          on: { AGAIN: { target: "a", reenter: true } },
        },
        b: {},
      },
    });
    const actor = stage.watched(machine);
    actor.start();
    const again = restored(stage, machine, actor);
    stage.note("timers", stage.clock.pending);
    again.send({ type: "AGAIN" });
    stage.note("timers", stage.clock.pending);
    stage.clock.advance(10);
    stage.look(again);
  },
  "restoring one that is done, failed or stopped": (stage) => {
    const machine = createMachine({
      initial: "a",
      states: {
        a: {
          on: {
            END: "end",
            FAIL: {
              actions: () => {
                throw new Error("failed");
              },
            },
          },
        },
        end: { type: "final" },
      },
      output: "done",
    } as never);
    for (const type of ["END", "FAIL", "STOP"]) {
      const actor = stage.watched(machine);
      actor.start();
      if (type === "STOP") actor.stop();
      else actor.send({ type });
      const again = restored(stage, machine, actor);
      stage.look(again);
      again.send({ type: "END" });
    }
  },
  "going on from a snapshot that the machine has resolved": (stage) => {
    const snapshot = regions.resolveState({
      value: { first: "off", second: "back", third: "c" },
      context: { log: "xxxxxxxxx" },
    } as never);
    const actor = stage.watched(regions, { snapshot });
    actor.start();
    actor.send({ type: "GO" });
    stage.look(actor);
  },
  "restoring with a state that the machine does not have": (stage) => {
    stage.attempt(() => {
      const snapshot = { value: "nowhere", status: "active", context: {}, children: {}, historyValue: {} };
      const actor = stage.watched(createMachine({ id: "m", initial: "a", states: { a: {} } }), { snapshot });
      actor.start();
      stage.note("is", actor.getSnapshot().status);
    });
  },
  "which snapshots are the same object": (stage) => {
    const machine = createMachine({
      context: { n: 0 },
      initial: "a",
      states: {
        a: {
          on: {
            NOTHING: {},
            EMIT: { actions: emit({ type: "E" }) },
            SELF: { target: "a", reenter: true },
            INNER: "a",
            SAME: { actions: assign({ n: ({ context }) => context.n }) },
            B: "b",
          },
        },
        b: {},
      },
    });
    const actor = stage.actor(machine);
    let before: TestedSnapshot | undefined;
    actor.subscribe({
      next: (snapshot) => {
        stage.note("same", snapshot === before, snapshot.context === before?.context, snapshot === actor.getSnapshot());
        before = snapshot;
      },
    });
    actor.start();
    for (const type of ["UNKNOWN", "NOTHING", "EMIT", "SELF", "INNER", "SAME", "B", "UNKNOWN"]) {
      stage.note(type);
      actor.send({ type });
    }
  },
  "which events and contexts are the same object": (stage) => {
    let seen: unknown;
    const machine = createMachine({
      context: { n: { deep: 1 } },
      on: {
        GO: {
          actions: [
            ({ event }) => stage.note("same event", event === seen),
            assign({ other: 1 } as never),
            ({ context }) => stage.note(context),
          ],
        },
      },
    });
    const actor = stage.actor(machine);
    actor.start();
    const { context } = actor.getSnapshot() as { context: { n: unknown } };
    seen = { type: "GO" };
    actor.send(seen);
    stage.note("same part", (actor.getSnapshot().context as { n: unknown }).n === context.n);
    stage.note("own", machine.config.context === context);
  },
  "what a snapshot answers": (stage) => {
    const actor = stage.watched(regions);
    actor.start();
    actor.send({ type: "GO" });
    const snapshot = actor.getSnapshot();
    const asked = [
      "first",
      "first.on",
      "first.off",
      "nothing",
      { first: "on" },
      { first: "on", second: "on" },
      { second: { on: "x" } },
      "second.on.x",
      {},
    ];
    stage.note(asked.map((value) => snapshot.matches(value)));
    stage.note([...snapshot.tags], snapshot.hasTag("quiet"), snapshot.getMeta());
    stage.note(["GO", "NEXT", "BACK", "NONE", "xstate.init"].map((type) => snapshot.can({ type })));
    stage.note(JSON.parse(JSON.stringify(snapshot)));
    stage.note(Object.keys(JSON.parse(JSON.stringify(actor.getPersistedSnapshot()))).toSorted());
    stage.note("later", JSON.stringify(snapshot.value));
    actor.send({ type: "NEXT" });
    stage.note("as before", JSON.stringify(snapshot.value), JSON.stringify(snapshot.context));
  },
  "forbidden, ignored and unknown events": (stage) => {
    const machine = createMachine({
      on: {
        A: { actions: () => stage.note("root A") },
        B: { actions: () => stage.note("root B") },
        "*": { actions: () => stage.note("root *") },
      },
      initial: "s",
      states: { s: { on: { A: {}, B: undefined, C: { actions: [] }, D: { guard: () => false } } } },
    } as never);
    const actor = stage.watched(machine);
    actor.start();
    for (const type of ["A", "B", "C", "D", "E"]) {
      stage.note(type, actor.getSnapshot().can({ type }));
      actor.send({ type });
    }
  },
  "state keys with dots, blanks and nothing but figures": (stage) => {
    const machine = createMachine({
      id: "m",
      initial: "a.b",
      states: {
        "a.b": { on: { GO: "2" } },
        "10": { on: { GO: "#m.with blank" } },
        "2": { on: { GO: "10" } },
        "with blank": { on: { GO: "#m.a\\.b" } },
      },
    });
    const actor = stage.watched(machine);
    actor.start();
    for (let count = 0; count < 5; count += 1) actor.send({ type: "GO" });
    stage.note(actor.getSnapshot().matches("a.b"), actor.getSnapshot().matches("a\\.b"), actor.getSnapshot().matches("2"));
    restored(stage, machine, actor).send({ type: "GO" });
  },
  "a history state that is the initial one": (stage) => {
    const machine = createMachine({
      initial: "outer",
      states: {
        outer: {
          initial: "last",
          on: { LEAVE: "away", INNER: ".y" },
          states: {
            x: { entry: emit({ type: "X" }) },
            y: { entry: emit({ type: "Y" }) },
            last: { type: "history", target: "x" },
          },
        },
        away: { on: { BACK: "outer" } },
      },
    });
    const actor = stage.watched(machine);
    actor.start();
    for (const type of ["INNER", "LEAVE", "BACK"]) actor.send({ type });
    stage.look(actor);
  },
  "implementations that are given later": (stage) => {
    const machine = setup({
      actions: { say: () => stage.note("old"), other: () => stage.note("other") },
      guards: { open: () => false },
      delays: { wait: 5 },
    }).createMachine({ on: { GO: { guard: "open", actions: ["say", "other"] } }, after: { wait: { actions: "other" } } });
    const provided = machine.provide({
      actions: { say: () => stage.note("new") },
      guards: { open: () => true },
      delays: { wait: 9 },
    });
    for (const each of [machine, provided]) {
      const actor = stage.watched(each);
      actor.start();
      actor.send({ type: "GO" });
      stage.note("timers", stage.clock.pending);
      stage.clock.next();
      actor.stop();
    }
  },
  "transitions to a state by its route": (stage) => {
    const machine = createMachine({
      id: "m",
      initial: "a",
      states: {
        a: { id: "a", route: {} },
        b: { id: "b", route: { guard: ({ event }: { event: { ok?: boolean } }) => event.ok === true } },
      },
    } as never);
    const actor = stage.watched(machine);
    actor.start();
    actor.send({ type: "xstate.route", to: "#b" });
    actor.send({ type: "xstate.route", to: "#b", ok: true });
    actor.send({ type: "xstate.route", to: "#a" });
    stage.look(actor);
  },
  "a child that is spawned and one that is invoked": (stage) => {
    const child = createMachine({
      initial: "a",
      states: { a: { on: { END: "end" } }, end: { type: "final" } },
      output: 3,
    } as never);
    const machine = setup({ actors: { child } }).createMachine({
      initial: "a",
      states: {
        a: {
          invoke: { src: "child", id: "c", onDone: { target: "b", actions: emit({ type: "CHILD DONE" }) } },
          on: {
            TELL: {
              actions: ({ self }) => (self.getSnapshot().children as Record<string, TestedActor>).c?.send({ type: "END" }),
            },
          },
        },
        b: {},
      },
    });
    const actor = stage.watched(machine);
    actor.start();
    actor.send({ type: "TELL" });
    stage.note("is", actor.getSnapshot().status, actor.getSnapshot().value);
  },
};
