import { assign, createMachine, emit } from "xstate";
import type { TestedSnapshot } from "../runtime.ts";
import { regions } from "./regions.ts";
import type { Scenario } from "./stage.ts";

/** What can be read of snapshots, and which of them are the same. */
export const snapshots: Readonly<Record<string, Scenario>> = {
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
};
