import { END_OF_TIME } from "@crosstalk/engine";
import type { Experiment } from "./experiment.ts";
import { allLevels } from "./factor.ts";
import { slugOf } from "./level.ts";
import { throwProblems, type UsageProblem, wholeNumberProblems } from "./usage-error.ts";
import { warmUpProblems } from "./warm-up-choice.ts";

/** Most replications that one invocation runs. */
export const MOST_REPLICATIONS = 100_000;

const columns = ["experiment", "replication", "seed", "metric", "value", "unit", "fingerprint"];
/** Columns of the table of time series that the other table doesn't have. */
const seriesColumns = ["series", "begin_ns", "end_ns", "mean", "least", "most", "amount"];
const name = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const identifier = /^[A-Za-z][\w.-]*$/;

/**
 * Checks what types can't.
 *
 * @throws {UsageError} listing everything that is wrong.
 */
export function checkExperiment(experiment: Experiment): void {
  const named = [...Object.keys(experiment.measures), ...Object.keys(experiment.derived)];
  const metrics = [...new Set(named)];
  const factors = Object.keys(experiment.factors);
  throwProblems([
    ...(name.test(experiment.name) ? [] : [problem("name", experiment.name, "lower-case words joined by dashes")]),
    ...factors.flatMap((factor) => factorProblems(experiment, factor)),
    ...experiment.paired.flatMap((pair) => pairProblems(experiment, pair)),
    ...repeated(experiment.paired.flat()).map((factor) => problem("paired", factor, "factors that are in one pair only")),
    ...(Object.keys(experiment.measures).length > 0
      ? []
      : [{ field: "measures", value: "empty", allowed: "at least one measure" }]),
    ...metrics.flatMap((metric) => nameProblems("measure", metric, [])),
    ...Object.keys(experiment.series ?? {}).flatMap((series) => nameProblems("series", series, [])),
    ...repeated(named).map((metric) => problem("derived", metric, "a name that no measure has")),
    ...experiment.summary.flatMap((metric) => oneOf("summary", metric, metrics)),
    ...figureProblems(experiment, factors, metrics),
    ...wholeNumberProblems("replications", experiment.replications, 1, MOST_REPLICATIONS),
    ...wholeNumberProblems("most", experiment.most, 1, END_OF_TIME),
    ...(experiment.warmUp === undefined ? [] : warmUpProblems(experiment, experiment.warmUp)),
    ...whatIfProblems(experiment),
    ...(typeof experiment.until === "number" ? wholeNumberProblems("until", experiment.until, 1, END_OF_TIME) : []),
  ]);
}

function whatIfProblems({ whatIf, warmUp, factors }: Experiment): UsageProblem[] {
  if (whatIf.length === 0) return [];
  const unknown = whatIf.flatMap((factor) => oneOf("whatIf", factor, Object.keys(factors)));
  if (typeof warmUp === "number") return unknown;
  return [...unknown, problem("whatIf", whatIf.join(", "), "none where warmUp is no instant")];
}

function factorProblems({ factors, series }: Experiment, factor: string): UsageProblem[] {
  const field = `factors.${factor}`;
  const { levels, more } = factors[factor] ?? { levels: [], more: [] };
  const names = allLevels({ levels, more }).map((level) => level.name);
  return [
    ...nameProblems("factor", factor, series === undefined ? columns : [...columns, ...seriesColumns]),
    ...(levels.length > 0 ? [] : [{ field, value: "empty", allowed: "at least one level" }]),
    ...names
      .filter((level) => level.trim() === "" || /[,=\n]/.test(level))
      .map((level) => problem(field, level, "names without , and =")),
    ...repeated(names.map(slugOf)).map((level) =>
      problem(field, level, "names that differ in more than capitals and punctuation"),
    ),
  ];
}

function pairProblems({ factors }: Experiment, pair: readonly string[]): UsageProblem[] {
  const unknown = pair.flatMap((factor) => oneOf("paired", factor, Object.keys(factors)));
  if (unknown.length > 0) return unknown;
  if (pair.length < 2) return [problem("paired", pair.join(", "), "at least two factors together")];
  const counts = pair.map((factor) => {
    const { levels = [], more = [] } = factors[factor] ?? {};
    return `${levels.length} levels${more.length > 0 ? ` and ${more.length} more` : ""}`;
  });
  if (new Set(counts).size === 1) return [];
  const found = pair.map((factor, index) => `${factor} (${counts[index]})`).join(", ");
  return [problem("paired", found, "factors with equally many levels")];
}

function figureProblems({ figure }: Experiment, factors: readonly string[], metrics: readonly string[]): UsageProblem[] {
  if (figure === undefined) return [];
  const { x, y, series } = figure;
  return [
    ...oneOf("figure.x", x, factors),
    ...oneOf("figure.y", y, metrics),
    ...(series === undefined ? [] : oneOf("figure.series", series, factors)),
    ...(series === x ? [problem("figure.series", series, "another factor than that of figure.x")] : []),
  ];
}

function nameProblems(what: string, value: string, taken: readonly string[]): UsageProblem[] {
  if (!identifier.test(value))
    return [problem(`the name of a ${what}`, value, "a letter, then letters, digits, dots and dashes")];
  return taken.includes(value) ? [problem(`the name of a ${what}`, value, `anything but ${taken.join(", ")}`)] : [];
}

function oneOf(field: string, value: string, allowed: readonly string[]): UsageProblem[] {
  return allowed.includes(value) ? [] : [problem(field, value, `one of ${allowed.join(", ")}`)];
}

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

function problem(field: string, value: string, allowed: string): UsageProblem {
  return { field, value: JSON.stringify(value), allowed };
}
