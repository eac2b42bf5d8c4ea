import { expect, it } from "vitest";
import { defineExperiment } from "./experiment.ts";
import { planRuns } from "./plan.ts";
import { sweptWorldProblems } from "./swept-worlds.ts";

const rooms = (most: number) =>
  defineExperiment({
    name: "rooms",
    about: "How many guests there are",
    factors: { guests: [1, 2], floor: ["low", "high"] },
    world: (_, { guests }) => {
      if (guests > most) throw new Error(`there are ${most} rooms`);
      return guests;
    },
    until: 1,
    measures: { guests: { unit: "1", of: (guests) => guests } },
  });
const problems = (most: number, ...guests: string[]) => {
  const experiment = rooms(most);
  return sweptWorldProblems(experiment, planRuns(experiment, { sweep: { guests } }));
};

it("numbers of which no world can be composed are told before anything runs, each once", () => {
  expect(problems(3, "1", "3", "4", "9")).toEqual([
    { field: "guests", value: "4", reason: "no world can be composed: there are 3 rooms" },
    { field: "guests", value: "9", reason: "no world can be composed: there are 3 rooms" },
  ]);
});

it("an experiment's own levels, and worlds that fail under these too, are left to their runs", () => {
  expect(problems(1, "2")).toEqual([]);
  expect(problems(0, "2", "7")).toEqual([]);
});
