import { assign, createMachine, emit } from "xstate";
import { messageOf } from "../record.ts";
import type { Scenario } from "./stage.ts";

const fail = (what: unknown) => () => {
  throw what;
};

const broken = createMachine({
  context: { number: 1 },
  initial: "a",
  states: {
    a: {
      on: {
        GUARD: { guard: fail(new Error("guard")), target: "b" },
        ACTION: { target: "b", actions: [emit({ type: "BEFORE" }), fail(new TypeError("action")), emit({ type: "AFTER" })] },
        ASSIGN: { target: "b", actions: [emit({ type: "BEFORE" }), assign(fail(new RangeError("assign")))] },
        TEXT: { actions: fail("text") },
        NOTHING: { actions: fail(undefined) },
        NULL: { actions: fail(null) },
        FINE: "b",
      },
    },
    b: { entry: emit({ type: "ENTERED" }) },
  },
});

const always = createMachine({
  initial: "a",
  states: { a: { on: { GO: "b" } }, b: { always: { guard: fail(new Error("always")), target: "a" } } },
});

/** What is thrown where, and who hears of it. */
export const errors: Readonly<Record<string, Scenario>> = {
  ...Object.fromEntries(
    ["GUARD", "ACTION", "ASSIGN", "TEXT", "NOTHING", "NULL"].map((type): [string, Scenario] => [
      `an event ${type} that makes the machine throw`,
      (stage) => {
        const actor = stage.watched(broken);
        actor.start();
        stage.attempt(() => actor.send({ type }));
        stage.look(actor);
        actor.send({ type: "FINE" });
        stage.look(actor);
        stage.watch(actor, "late");
      },
    ]),
  ),
  "an error that nobody watches for": (stage) => {
    const actor = stage.actor(broken);
    actor.start();
    actor.send({ type: "ACTION" });
    stage.look(actor);
  },
  "an error with one observer that takes errors and one that does not": (stage) => {
    const actor = stage.actor(broken);
    actor.subscribe({ next: () => stage.note("deaf"), complete: () => stage.note("deaf complete") });
    stage.watch(actor);
    actor.start();
    actor.send({ type: "ASSIGN" });
  },
  "an error whose observer throws": (stage) => {
    const actor = stage.actor(broken);
    actor.subscribe({ error: fail(new Error("observer")) });
    stage.watch(actor);
    actor.start();
    actor.send({ type: "ASSIGN" });
    stage.look(actor);
  },
  "an eventless guard that throws": (stage) => {
    const actor = stage.watched(always);
    actor.start();
    actor.send({ type: "GO" });
    stage.look(actor);
  },
  "asking whether an event can be taken whose guard throws": (stage) => {
    const actor = stage.watched(broken);
    actor.start();
    stage.attempt(() => stage.note("can", actor.getSnapshot().can({ type: "GUARD" })));
    stage.note("can", actor.getSnapshot().can({ type: "FINE" }), actor.getSnapshot().can({ type: "NO" }));
    stage.look(actor);
  },
  "a subscriber that throws": (stage) => {
    const actor = stage.actor(broken);
    stage.watch(actor, "before");
    actor.subscribe({ next: fail(new Error("subscriber")) });
    stage.watch(actor, "after");
    actor.start();
    actor.send({ type: "FINE" });
    stage.look(actor);
  },
  "a listener for emitted events that throws": (stage) => {
    const actor = stage.watched(broken);
    actor.on("ENTERED", fail(new Error("listener")));
    actor.on("ENTERED", () => stage.note("other listener"));
    actor.start();
    actor.send({ type: "FINE" });
    stage.look(actor);
  },
  "a complete handler that throws": (stage) => {
    const actor = stage.actor(broken);
    actor.subscribe({ complete: fail(new Error("complete")) });
    stage.watch(actor);
    actor.start();
    actor.stop();
  },
  "an error read by a late observer": (stage) => {
    const actor = stage.actor(broken);
    actor.subscribe({ error: (error) => stage.note("heard", messageOf(error)) });
    actor.start();
    actor.send({ type: "ASSIGN" });
    actor.subscribe({ next: () => stage.note("next") });
    stage.watch(actor, "late");
  },
};
