import { describe, expect, it } from "vitest";
import { manifestOf } from "../report/manifest.ts";
import { runExperiment } from "../run-experiment.ts";
import { queueing } from "../testing/fake-experiment.ts";
import { parseStoredRuns } from "./stored-runs.ts";

const context = { module: "./q.ts", command: "crosstalk run ./q.ts", status: "complete", versions: { node: "24" } } as const;
const results = runExperiment(queueing, { replications: 1 });
const text = JSON.stringify(manifestOf(results, { ...context, date: "2026-01-01T00:00:00.000Z", wallSeconds: 1, jobs: 1 }));

describe("parseStoredRuns", () => {
  it("reads what a campaign writes", () => {
    const { experiment, factors, units, runs, command } = parseStoredRuns(JSON.parse(text));
    expect({ experiment, factors, units, command }).toEqual({
      experiment: "queueing",
      factors: ["shop", "customers", "pace"],
      units: { total: "s", each: "s", slowdown: "1" },
      command: "crosstalk run ./q.ts",
    });
    expect(runs.map(({ values }) => values)).toEqual(results.runs.map(({ values }) => values));
  });

  it("refuses another file", () => {
    for (const other of [null, [], { format: "crosstalk-profile" }, { format: "crosstalk-run", version: 2 }]) {
      expect(() => parseStoredRuns(other)).toThrow('allowed is an object with the format "crosstalk-run", version 1');
    }
  });

  it("names every field that is wrong", () => {
    const json = JSON.parse(text);
    json.measures.total = "s";
    json.runs[0].seed = "1";
    json.runs[1].values.total = null;
    delete json.command;
    expect(() => parseStoredRuns(json)).toThrow(
      [
        "measures is missing or wrong; allowed is an object of measures with their units",
        "command is missing or wrong; allowed is a text",
        "runs[0].seed is missing or wrong; allowed is a whole number",
        "runs[1].values is missing or wrong; allowed is an object of numbers",
      ].join("\n"),
    );
  });
});
