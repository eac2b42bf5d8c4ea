import { describe, expect, it } from "vitest";
import { defineExperiment } from "./experiment.ts";
import { runExperiment } from "./run-experiment.ts";

describe("derived measures", () => {
  const { runs, problems } = runExperiment(
    defineExperiment({
      name: "odd",
      about: "Derived measures that fail",
      factors: { size: [0, 2] },
      world: (_, { size }) => ({ size }),
      until: 10,
      replications: 2,
      measures: { area: { unit: "1", of: ({ size }) => size } },
      derived: {
        ratio: { unit: "1", of: ({ values }, sibling) => (values.area ?? 0) / (sibling({ size: 0 })?.values.area ?? 1) },
        broken: {
          unit: "1",
          of: () => {
            throw new Error("no such thing");
          },
        },
        // @ts-expect-error there is no such level
        none: { unit: "1", of: (_, sibling) => sibling({ size: 7 })?.values.area },
      },
    }),
  );

  it("are left out where they can't be made, and the first reason is kept", () => {
    expect(problems).toEqual([
      "derived measure ratio, run 1: is NaN; allowed are finite numbers",
      "derived measure broken, run 1: no such thing",
    ]);
    expect(runs.map(({ values }) => values)).toEqual([{ area: 0 }, { area: 2 }, { area: 0 }, { area: 2 }]);
  });
});
