import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defineExperiment } from "../experiment.ts";
import { factor } from "../factor.ts";
import { level } from "../level.ts";
import { type PlanRequest, planRuns } from "../plan.ts";
import { range } from "../range.ts";
import { runExperiment } from "../run-experiment.ts";
import type { UsageError } from "../usage-error.ts";

const machines = defineExperiment({
  name: "machines",
  about: "Which combinations of levels are run",
  factors: {
    load: range(0, 1, { levels: 3 }),
    processors: [1, 2],
    guests: range(1, 8, { whole: true }),
    memory: factor({ levels: [level("small", 256), level("large", 1024)] }),
  },
  paired: [["processors", "memory"]],
  constraint: ({ guests, memory }) => guests * 64 <= memory,
  world: (_, levels) => levels,
  until: 10,
  replications: 1,
  measures: { load: { unit: "1", of: (_, { load }) => load } },
});

const pointsOf = (request: PlanRequest = {}, experiment = machines) =>
  planRuns(experiment, request).runs.map(({ levels }) => Object.values(levels).join(" "));

const problemsOf = (request: PlanRequest, experiment = machines): readonly string[] => {
  try {
    planRuns(experiment, request);
  } catch (error) {
    return (error as UsageError).problems;
  }
  return [];
};

describe("a full factorial", () => {
  it("takes paired factors' levels together, and leaves out what the constraint refuses", () => {
    expect(pointsOf()).toEqual([
      ...["0 1 1 small", "0 2 1 large", "0 2 8 large"],
      ...["0.5 1 1 small", "0.5 2 1 large", "0.5 2 8 large"],
      ...["1 1 1 small", "1 2 1 large", "1 2 8 large"],
    ]);
    expect(planRuns(machines, { only: 3 }).runs).toMatchObject([{ index: 3, levels: { guests: "8" } }]);
  });

  it("keeps the pairs of which no level was left out", () => {
    expect(pointsOf({ settings: { memory: ["large"], load: ["1"] } })).toEqual(["1 2 1 large", "1 2 8 large"]);
    expect(problemsOf({ settings: { memory: ["large"], processors: ["1"] } })).toEqual([
      "combinations of levels is none: the constraint leaves nothing to run",
    ]);
  });

  it("says that only a paired factor's own levels have a partner", () => {
    expect(problemsOf({ sweep: { processors: ["3"] } })).toEqual([
      "processors is 3; allowed is one of 1, 2: it is paired with memory, and only its own levels have a partner",
    ]);
  });

  it("takes swept numbers within a range", () => {
    expect(pointsOf({ sweep: { load: ["0.25"], guests: ["4"] } })).toEqual(["0.25 1 4 small", "0.25 2 4 large"]);
    expect(problemsOf({ sweep: { load: ["2"], guests: ["1.5"] } })).toEqual([
      "load is 2; allowed is a number from 0 to 1",
      "guests is 1.5; allowed is a whole number from 1 to 8",
    ]);
  });
});

describe("one at a time", () => {
  it("takes each axis' other levels beside the first ones of the others", () => {
    expect(pointsOf({ design: "one-at-a-time" })).toEqual(["0 1 1 small", "0.5 1 1 small", "1 1 1 small", "0 2 1 large"]);
  });

  it("has one combination more than all factors have levels beyond their first", () => {
    const counts = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(counts, (sizes) => {
        const numbers = (size: number) => Array.from({ length: size }, (_, index) => index);
        const experiment = defineExperiment({
          name: "sizes",
          about: "Factors of any sizes",
          factors: Object.fromEntries(sizes.map((size, index) => [`f${index}`, numbers(size)])),
          world: () => 0,
          until: 1,
          measures: { one: { unit: "1", of: () => 1 } },
        });
        const points = pointsOf({ design: "one-at-a-time", replications: 1 }, experiment);
        expect(new Set(points).size).toBe(points.length);
        expect(points).toHaveLength(1 + sizes.reduce((sum, size) => sum + size - 1, 0));
      }),
      { numRuns: 30 },
    );
  });
});

describe("a Latin hypercube", () => {
  it("uses each part of each range once, together with all levels of the other factors", () => {
    const { runs, design, selection } = planRuns(machines, {
      design: "latin-hypercube:8",
      settings: { memory: ["large"] },
    });
    expect(design).toBe("latin-hypercube:8");
    expect(runs.map(({ levels }) => Number(levels.guests)).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const loads = runs.map(({ levels }) => Math.floor(8 * Number(levels.load))).toSorted((a, b) => a - b);
    expect(loads).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(selection.load).toHaveLength(8);
    expect(pointsOf({ design: "latin-hypercube:8" }).filter((point) => point.endsWith("small")).length).toBe(4);
  });

  it("draws the same under the same seed, and runs what it has drawn", () => {
    const request = { design: "latin-hypercube:5", seed: 7, settings: { memory: ["large"] } };
    expect(pointsOf(request)).toEqual(pointsOf(request));
    expect(pointsOf(request)).not.toEqual(pointsOf({ ...request, seed: 8 }));
    const { runs } = runExperiment(machines, request);
    expect(runs.map(({ values }) => String(values.load))).toEqual(runs.map(({ levels }) => levels.load));
  });

  it("leaves ranges alone that are set or swept, and needs one to draw from", () => {
    const guests = pointsOf({ design: "latin-hypercube:3", settings: { guests: ["1"] } }).map((point) => point.split(" ")[2]);
    expect(new Set(guests)).toEqual(new Set(["1"]));
    expect(problemsOf({ design: "latin-hypercube:3", settings: { guests: ["1"] }, sweep: { load: ["0.5"] } })).toEqual([
      "design is latin-hypercube:3: no factor is left to draw: each is set, swept or paired, or is no range(…)",
    ]);
  });
});

describe("a design", () => {
  it.each(["", "full", "latin-hypercube", "latin-hypercube:1", "latin-hypercube:x", "one-at-a-time:3"])(
    "can't be %j",
    (design) => {
      expect(problemsOf({ design })).toEqual([
        `design is ${design || "empty"}; allowed is full-factorial, one-at-a-time or latin-hypercube:N, N from 2 to 100000`,
      ]);
    },
  );

  it("is told with everything else that is wrong", () => {
    expect(problemsOf({ design: "odd", replications: 0, settings: { memory: ["huge"] } })).toHaveLength(3);
  });
});

describe("a definition", () => {
  const define = (parts: object) => () =>
    defineExperiment({
      name: "parts",
      about: "What can be wrong",
      factors: { a: [1, 2], b: [1, 2, 3], c: [1, 2] },
      world: () => 0,
      until: 1,
      measures: { one: { unit: "1", of: () => 1 } },
      ...parts,
    });

  it.each([
    [{ paired: [["a", "b"]] }, 'paired is "a (2 levels), b (3 levels)"; allowed is factors with equally many levels'],
    [{ paired: [["a"]] }, 'paired is "a"; allowed is at least two factors together'],
    [{ paired: [["a", "d"]] }, 'paired is "d"; allowed is one of a, b, c'],
    [{ paired: [["a", "a"]] }, 'paired is "a"; allowed is factors that are in one pair only'],
    [{ paired: ["a"] }, "paired is a list; allowed is a list of lists of factors"],
    [{ constraint: 1 }, "constraint is 1; allowed is a function"],
  ])("with %j is refused", (parts, message) => {
    expect(define(parts)).toThrow(message);
  });

  it("whose constraint fails is refused when it is asked", () => {
    const constraint = () => {
      throw new Error("no idea");
    };
    expect(problemsOf({}, define({ constraint })())).toEqual(["constraint is no answer for a = 1, b = 1, c = 1: no idea"]);
  });

  it.each([
    [() => range(2, 1), "the range is 2 to 1; allowed is one whose high end is above"],
    [() => range(0, 0.5, { whole: true }), "the end of a range is 0.5; allowed is a whole number"],
    [() => range(0, 1, { levels: 1 }), "the range's levels is 1; allowed is a whole number from 2 to 10000"],
  ])("has ranges that have to make sense", (wrong, message) => {
    expect(wrong).toThrow(message);
  });
});
