import { describe, expect, expectTypeOf, it } from "vitest";
import { defineExperiment } from "./experiment.ts";
import { factor } from "./factor.ts";
import { level } from "./level.ts";
import { nested } from "./nested.ts";
import { range } from "./range.ts";

const factors = {
  mode: factor({ levels: [level("fast", 1)], more: [level("slow", 2)] }),
  guests: range(1, 4, { whole: true }),
};

describe("the types of an experiment", () => {
  it("give the world the values of the levels", () => {
    defineExperiment({
      name: "typed",
      about: "What a world is given",
      factors: { ...factors, count: [1, 4], kind: ["plain", ...nested("deep", { depth: [2, 3] }, ({ depth }) => ({ depth }))] },
      constraint: ({ count, guests }) => count <= guests + 4,
      world(_, levels) {
        expectTypeOf(levels.count).toEqualTypeOf<number>();
        expectTypeOf(levels.mode).toEqualTypeOf<number>();
        expectTypeOf(levels.kind).toEqualTypeOf<"plain" | { depth: 2 | 3 }>();
        return { twice: 2 * levels.count };
      },
      until: 1,
      measures: { one: { unit: "1", of: ({ twice }) => twice } },
    });
  });

  it("give measures what the world returns", () => {
    defineExperiment({
      name: "typed",
      about: "What measures are given",
      factors: { count: [1, 4] },
      world: (_, { count }) => ({ twice: 2 * count }),
      until: 1,
      warmUpSeries(world) {
        expectTypeOf(world).toEqualTypeOf<{ twice: number }>();
        return { width: world.twice, points: [] };
      },
      measures: {
        twice: { unit: "1", of: ({ twice }, { count }) => twice + count },
        // @ts-expect-error the world has no such thing
        thrice: { unit: "1", of: ({ thrice }) => thrice },
      },
    });
  });

  it("know the names of levels and measures", () => {
    const define = () =>
      defineExperiment({
        name: "typed",
        about: "Which names there are",
        factors: { ...factors, count: [1, 4], flag: [true, false] },
        // @ts-expect-error there is no such factor
        paired: [["count", "flags"]],
        world: () => 1,
        until: 1,
        measures: { time: { unit: "s", of: (world) => world } },
        derived: {
          ratio: {
            unit: "1",
            of({ values }, sibling) {
              expectTypeOf(sibling({ mode: "slow", count: 4, flag: true })?.values.time).toEqualTypeOf<number | undefined>();
              sibling({ count: "4" });
              // @ts-expect-error there is no such level
              sibling({ mode: "slowest" });
              // @ts-expect-error there is no such level
              sibling({ count: 3 });
              // @ts-expect-error there is no such factor
              sibling({ modes: "slow" });
              // @ts-expect-error there is no such measure
              return values.times;
            },
          },
        },
        // @ts-expect-error there is no such measure
        summary: ["time", "ratio", "ration"],
        // @ts-expect-error there is no such measure
        figure: { x: "count", y: "tim", series: "mode" },
      });
    expect(define).toThrow(/paired is "flags".*\nsummary is "ration".*\nfigure.y is "tim"/);
  });
});
