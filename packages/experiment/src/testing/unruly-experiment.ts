import { setTimeout } from "node:timers";
import { defineExperiment } from "../experiment.ts";

const fail = (what: string) => {
  throw new Error(what);
};

/** What code of a run can do beside what it is asked for, by name. */
const habits = {
  exits: () => process.exit(3),
  rejects: () => void Promise.reject(new Error("nobody handles it")),
  "throws soon": () => void setTimeout(() => fail("nobody waits for it"), 0),
  "throws later": () => void setTimeout(() => fail("too late"), 20),
  prints: () => console.log("from a world"),
  none: () => undefined,
  /** Lasts until what ran before has thrown. */
  "takes long": () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 40),
};

/** An experiment for tests whose runs do what no run should, each something else. */
export const unruly = defineExperiment({
  name: "unruly",
  about: "What runs do to the worker that makes them",
  factors: { habit: Object.keys(habits) as (keyof typeof habits)[] },
  world: (_, { habit }) => habit,
  until: 1,
  replications: 1,
  measures: {
    one: {
      unit: "1",
      of(habit) {
        habits[habit]();
        return 1;
      },
    },
  },
});

/** The same, done while worlds are composed. */
export const unrulyWorlds = defineExperiment({
  name: "unruly-worlds",
  about: "What worlds do to the worker that composes them",
  factors: { habit: Object.keys(habits) as (keyof typeof habits)[] },
  world: (_, { habit }) => habits[habit](),
  until: 1,
  replications: 1,
  measures: { one: { unit: "1", of: () => 1 } },
});
