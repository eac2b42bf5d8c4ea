import { describe, expect, it } from "vitest";
import { defineExperiment, type ExperimentDefinition, isExperiment } from "./experiment.ts";
import type { FactorSource } from "./factor.ts";
import { queueing } from "./testing/fake-experiment.ts";
import type { UsageError } from "./usage-error.ts";

const sound: ExperimentDefinition<{ size: FactorSource }, number, { area: unknown }> = {
  name: "sound",
  about: "Nothing",
  factors: { size: [1, 2] },
  world: () => 1,
  until: 10,
  measures: { area: { unit: "1", of: (world) => world } },
};

describe("defineExperiment", () => {
  it("gives levels their names", () => {
    expect(queueing.factors.shop?.levels.map(({ name }) => name)).toEqual(["Corner Shop", "Market 2.0"]);
    expect(queueing.factors.customers?.levels.map(({ name, value }) => [name, value])).toEqual([
      ["1", 1],
      ["4", 4],
    ]);
  });

  it("fills in what was left out", () => {
    expect(defineExperiment(sound)).toMatchObject({ replications: 10, most: 3_600_000_000_000, derived: {}, summary: ["area"] });
  });

  it("lists everything that is wrong", () => {
    const wrong = () =>
      defineExperiment<Record<string, FactorSource>, number, Record<string, unknown>, Record<string, unknown>>({
        ...sound,
        name: "Not Sound",
        factors: { size: [], seed: [1], shape: ["a,b", "Round", "round"] },
        until: 0.5,
        replications: 0,
        measures: { "the area": { unit: "1", of: () => 1 } },
        derived: { "the area": { unit: "1", of: () => 1 } },
        summary: ["volume"],
        figure: { x: "colour", y: "volume", series: "colour" },
      });
    expect(wrong).toThrowErrorMatchingInlineSnapshot(`
      [UsageError: name is "Not Sound"; allowed is lower-case words joined by dashes
      factors.size is empty; allowed is at least one level
      the name of a factor is "seed"; allowed is anything but experiment, replication, seed, metric, value, unit, fingerprint
      factors.shape is "a,b"; allowed is names without , and =
      factors.shape is "round"; allowed is names that differ in more than capitals and punctuation
      the name of a measure is "the area"; allowed is a letter, then letters, digits, dots and dashes
      derived is "the area"; allowed is a name that no measure has
      summary is "volume"; allowed is one of the area
      figure.x is "colour"; allowed is one of size, seed, shape
      figure.y is "volume"; allowed is one of the area
      figure.series is "colour"; allowed is one of size, seed, shape
      figure.series is "colour"; allowed is another factor than that of figure.x
      replications is 0; allowed is a whole number from 1 to 100000
      until is 0.5; allowed is a whole number from 1 to 9007199254740991]
    `);
  });
});

describe("defineExperiment without a compiler's help", () => {
  const problemsOf = (definition: unknown) => {
    try {
      defineExperiment(definition as typeof sound);
    } catch (error) {
      return (error as UsageError).problems;
    }
    return [];
  };

  it("names all fields that are missing", () => {
    expect(problemsOf({ name: "a" })).toEqual([
      "about is missing; allowed is a text",
      "factors is missing; allowed is an object with the levels of each factor",
      "world is missing; allowed is a function",
      "until is missing; allowed is an instant in nanoseconds, or a function",
      "measures is missing; allowed is an object with at least one measure",
    ]);
    expect(problemsOf(undefined)).toEqual(["the definition is missing; allowed is an object"]);
  });

  it("names all fields that are of the wrong kind", () => {
    const wrong = {
      ...{ name: 7, about: null, world: "w", until: [], most: "1", replications: {}, summary: "area", figure: { y: 1 } },
      ...{ factors: { size: 3, shape: { levels: 1 } }, measures: { area: { unit: "1" }, edge: 4 }, derived: [] },
    };
    expect(problemsOf(wrong)).toEqual([
      "name is 7; allowed is a text",
      "about is null; allowed is a text",
      "factors.size is 3; allowed is a list of levels, or factor(…)",
      "factors.shape is an object; allowed is a list of levels, or factor(…)",
      'world is "w"; allowed is a function',
      "until is a list; allowed is an instant in nanoseconds, or a function",
      'most is "1"; allowed is a whole number',
      "replications is an object; allowed is a whole number",
      "measures.area.of is missing; allowed is a function",
      "measures.edge is 4; allowed is an object with unit and of",
      "derived is a list; allowed is an object with derived measures",
      'summary is "area"; allowed is a list of texts',
      "figure.x is missing; allowed is a text",
      "figure.y is 1; allowed is a text",
    ]);
  });
});

describe("isExperiment", () => {
  it("knows an experiment from other values", () => {
    expect([queueing, {}, null, undefined, () => 1, { name: "x" }].map(isExperiment)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
