import { type Experiment, filterOf, planRuns, type Selection } from "@crosstalk/experiment";
import type { Path } from "./document/place.ts";
import type { Problem } from "./document/problem.ts";
import { allowed } from "./document/shape-problems.ts";
import type { ExperimentFile } from "./schema/experiment-file.ts";

/** What is wrong with names by which a file's parts refer to each other: of tenants, programs, factors, levels, measures. */
export function nameProblems(file: ExperimentFile): Problem[] {
  const measures = Object.keys(file.measures);
  const metrics = [...measures, ...Object.keys(file.derived ?? {})];
  const factors = Object.keys(file.factors);
  const awaited = typeof file.until === "number" ? [] : named(file, file.until.ended, ["until", "ended"]);
  const of = Object.entries(file.measures).flatMap(([metric, measure]) =>
    measure.measure === "end" ? [] : named(file, measure.of, ["measures", metric, "of"]),
  );
  const derived = Object.entries(file.derived ?? {}).flatMap(([metric, { ratio, degradation, against }]) => [
    ...(ratio === undefined ? [] : oneOf(["derived", metric, "ratio"], ratio, measures)),
    ...(degradation === undefined ? [] : oneOf(["derived", metric, "degradation"], degradation, measures)),
    ...Object.keys(against).flatMap((factor) => oneOf(["derived", metric, "against", factor], factor, factors)),
  ]);
  const twice = Object.keys(file.derived ?? {}).filter((metric) => measures.includes(metric));
  const { x, y, series } = file.figure ?? {};
  return [
    ...awaited,
    ...of,
    ...derived,
    ...twice.map((metric) => allowed(["derived", metric], metric, "a name that no measure has")),
    ...(file.summary ?? []).flatMap((metric, index) => oneOf(["summary", index], metric, metrics)),
    ...(x === undefined ? [] : oneOf(["figure", "x"], x, factors)),
    ...(y === undefined ? [] : oneOf(["figure", "y"], y, metrics)),
    ...(series === undefined ? [] : oneOf(["figure", "series"], series, factors)),
    ...(file.paired ?? []).flatMap((pair, number) =>
      pair.flatMap((factor, index) => oneOf(["paired", number, index], factor, factors)),
    ),
  ];
}

/** What is wrong with names of an experiment's levels: in constraints, and in what derived measures are against. */
export function levelProblems(file: ExperimentFile, experiment: Experiment): Problem[] {
  const selection: Selection = Object.fromEntries(
    Object.entries(experiment.factors).map(([factor, source]) => [
      factor,
      [...source.levels, ...source.more].map(({ name }) => ({ name })),
    ]),
  );
  const constraints = (file.constraints ?? []).flatMap((text, index) =>
    filterOf(text, selection).problems.map(({ allowed: what, reason }) => ({
      path: ["constraints", index],
      message: `is ${JSON.stringify(text)}${what === undefined ? "" : `; allowed are ${what}`}: ${reason}`,
    })),
  );
  const against = Object.entries(file.derived ?? {}).flatMap(([metric, derived]) =>
    Object.entries(derived.against).flatMap(([factor, level]) => {
      const names = (selection[factor] ?? []).map(({ name }) => name);
      return oneOf(["derived", metric, "against", factor], String(level), names);
    }),
  );
  if (constraints.length > 0) return [...constraints, ...against];
  try {
    planRuns(experiment, { replications: 1 });
    return against;
  } catch (error) {
    const path: Path = file.constraints === undefined ? ["factors"] : ["constraints"];
    return [...against, { path, message: `can't be planned: ${(error as Error).message}` }];
  }
}

function named(file: ExperimentFile, names: string | readonly string[], path: Path): Problem[] {
  const choices = Object.entries(file.tenants).flatMap(([tenant, { programs }]) => [
    tenant,
    ...Object.keys(programs ?? { main: "" }).map((program) => `${tenant}/${program}`),
  ]);
  if (typeof names === "string") return oneOf(path, names, choices);
  return names.flatMap((name, index) => oneOf([...path, index], name, choices));
}

function oneOf(path: Path, value: string, choices: readonly string[]): Problem[] {
  if (choices.includes(value)) return [];
  return [allowed(path, value, choices.length === 0 ? "none, as there are none" : `one of ${choices.join(", ")}`, choices)];
}
