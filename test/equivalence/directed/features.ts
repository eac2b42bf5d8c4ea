import { createMachine, emit, setup } from "xstate";
import type { TestedActor } from "../runtime.ts";
import { restored, type Scenario } from "./stage.ts";

/** Features that are not drawn at random. */
export const features: Readonly<Record<string, Scenario>> = {
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
  "the most specific descriptor first, the next where its guards say no": (stage) => {
    const say = (word: string, open: boolean) => ({ guard: () => open, actions: () => stage.note(word) });
    const machine = createMachine({
      on: { "*": say("root *", true), "a.*": say("root a.*", true) },
      initial: "s",
      states: {
        s: {
          on: {
            "*": say("*", true),
            "a.*": say("a.*", false),
            "a.b.*": say("a.b.*", true),
            "a.b.c": say("a.b.c", false),
            "a.b": say("a.b", false),
          },
        },
      },
    });
    const actor = stage.watched(machine);
    actor.start();
    for (const type of ["a.b.c", "a.b", "a", "a.c", "b", "ab"]) actor.send({ type });
  },
  "a parallel machine that ends when all its regions have ended": (stage) => {
    const region = (event: string, output: unknown) => ({
      initial: "on",
      onDone: { actions: ({ event: done }: { event: unknown }) => stage.note("region", done) },
      states: { on: { on: { [event]: "off" } }, off: { type: "final", output, exit: () => stage.note("exit", event) } },
    });
    const machine = createMachine({
      id: "m",
      type: "parallel",
      states: { one: region("ONE", { n: 1 }), two: region("TWO", () => ({ n: 2 })) },
      output: ({ event }: { event: unknown }) => {
        stage.note("output", event);
        return { event };
      },
    } as never);
    const actor = stage.watched(machine);
    actor.start();
    for (const type of ["TWO", "ONE"]) actor.send({ type });
    stage.look(actor);
  },
  "history states whose defaults are written in every way": (stage) => {
    const machine = createMachine({
      id: "m",
      initial: "away",
      states: {
        away: { on: { DOTTED: "in.dotted", ID: "in.id", PATH: "in.path", SEVERAL: "in.both.several", NONE: "in.both.none" } },
        in: {
          initial: "x.y",
          on: { LEAVE: "away" },
          states: {
            "x.y": {},
            z: { id: "named", initial: "one", states: { one: {}, two: {} } },
            both: {
              type: "parallel",
              states: {
                left: { initial: "a", states: { a: {}, b: {} } },
                right: { initial: "c", states: { c: {}, d: {} } },
                several: { type: "history", history: "deep", target: ["left.b", "right.d"] },
                none: { type: "history" },
              },
            },
            dotted: { type: "history", target: "x\\.y" },
            id: { type: "history", target: "#named.two" },
            path: { type: "history", history: "deep", target: "z.two" },
          },
        },
      },
    } as never);
    for (const type of ["DOTTED", "ID", "PATH", "SEVERAL", "NONE"]) {
      const actor = stage.watched(machine);
      actor.start();
      actor.send({ type });
      actor.send({ type: "LEAVE" });
      actor.send({ type });
      stage.look(actor);
    }
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
