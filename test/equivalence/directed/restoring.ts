import { createMachine, raise } from "xstate";
import { regions } from "./regions.ts";
import { restored, type Scenario } from "./stage.ts";

/** Going on from saved snapshots. */
export const restoring: Readonly<Record<string, Scenario>> = {
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
};
