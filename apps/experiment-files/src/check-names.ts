import { filterOf, type Selection } from "@crosstalk/experiment";
import type { Path } from "./document/place.ts";
import type { Problem } from "./document/problem.ts";
import { allowed } from "./document/shape-problems.ts";
import { measureTable } from "./schema/measure.ts";

type Fields = Readonly<Record<string, unknown>>;

/**
 * What is wrong with names by which a file's parts refer to each other: of tenants, programs, factors, levels, measures.
 * Parts that have another shape than they should are passed over: that is told elsewhere.
 *
 * @param selection the levels of factors, those left out that can't be read.
 */
export function nameProblems(raw: Fields, selection: Selection): Problem[] {
  const measures = Object.keys(fieldsOf(raw.measures));
  const metrics = [...measures, ...Object.keys(fieldsOf(raw.derived))];
  const factors = Object.keys(fieldsOf(raw.factors));
  // A level that can't be read is told of itself: no more than the text of conditions can be judged then.
  const known = factors.every((factor) => selection[factor] !== undefined) ? selection : undefined;
  const runs = choicesOfRuns(fieldsOf(raw.tenants));
  const asked = tenantsWithClients(fieldsOf(raw.tenants));
  return [
    ...named(["until", "ended"], fieldsOf(raw.until).ended, runs),
    ...measures.flatMap((metric) => measureProblems(metric, fieldsOf(fieldsOf(raw.measures)[metric]), runs, asked)),
    ...named(["whatIf"], raw.whatIf, factors),
    ...Object.entries(fieldsOf(raw.derived)).flatMap(([metric, file]) =>
      derivedProblems(metric, fieldsOf(file), measures, { factors, selection }),
    ),
    ...metrics.slice(measures.length).flatMap((metric) => {
      return measures.includes(metric) ? [allowed(["derived", metric], metric, "a name that no measure has")] : [];
    }),
    ...named(["summary"], raw.summary, metrics),
    ...["x", "series"].flatMap((axis) => named(["figure", axis], fieldsOf(raw.figure)[axis], factors)),
    ...named(["figure", "y"], fieldsOf(raw.figure).y, metrics),
    ...listOf(raw.paired).flatMap((pair, index) => pairProblems(["paired", index], pair, { factors, selection })),
    ...listOf(raw.constraints).flatMap((text, index) => constraintProblems(["constraints", index], text, known)),
  ];
}

/** What is wrong with what a measure is of: of clients, only tenants that have some. */
function measureProblems(metric: string, { measure, of }: Fields, runs: readonly string[], asked: readonly string[]): Problem[] {
  const entry = measureTable.find(({ name }) => name === measure);
  const path = ["measures", metric, "of"];
  if (entry?.of === "clients" && asked.length === 0 && typeof of === "string")
    return [allowed(path, of, "a tenant with clients, and none has any (see tenants.NAME.clients)")];
  return named(path, of, entry?.of === "clients" ? asked : runs);
}

/** The factors of a file. */
interface Factors {
  readonly factors: readonly string[];
  /** Levels of those factors that can be read. */
  readonly selection: Selection;
}

function derivedProblems(metric: string, file: Fields, measures: readonly string[], { factors, selection }: Factors) {
  const path = ["derived", metric];
  const against = Object.entries(fieldsOf(file.against)).flatMap(([factor, level]) => {
    const levels = selection[factor]?.map(({ name }) => name);
    if (levels === undefined) return named([...path, "against", factor], factor, factors);
    return typeof level === "object" ? [] : named([...path, "against", factor], String(level), levels);
  });
  return [...["ratio", "degradation"].flatMap((of) => named([...path, of], file[of], measures)), ...against];
}

function pairProblems(path: Path, pair: unknown, { factors, selection }: Factors): Problem[] {
  const unknown = named(path, pair, factors);
  const counts = listOf(pair).map((factor) => selection[String(factor)]?.length);
  if (unknown.length > 0 || counts.includes(undefined) || new Set(counts).size <= 1) return unknown;
  const found = listOf(pair).map((factor, index) => `${factor} of ${counts[index]} levels`);
  return [{ path, message: `is ${found.join(" and ")}; allowed are factors with equally many levels` }];
}

function constraintProblems(path: Path, text: unknown, selection: Selection | undefined): Problem[] {
  if (typeof text !== "string") return [];
  return filterOf(text, selection).problems.map(({ allowed: what, reason }) => ({
    path,
    message: `is ${JSON.stringify(text)}${what === undefined ? "" : `; allowed are ${what}`}: ${reason}`,
  }));
}

/** Tenants, and each of their programs. */
function choicesOfRuns(tenants: Fields): readonly string[] {
  return Object.entries(tenants).flatMap(([tenant, file]) => {
    const { programs } = fieldsOf(file);
    return [
      tenant,
      ...Object.keys(programs === undefined ? { main: "" } : fieldsOf(programs)).map((name) => `${tenant}/${name}`),
    ];
  });
}

/** Tenants that have clients. */
export function tenantsWithClients(tenants: Fields): readonly string[] {
  return Object.entries(tenants).flatMap(([tenant, file]) => (fieldsOf(file).clients === undefined ? [] : [tenant]));
}

/** What is wrong with one name, or with each of a list. */
function named(path: Path, value: unknown, choices: readonly string[]): Problem[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => named([...path, index], each, choices));
  if (typeof value !== "string" || choices.includes(value)) return [];
  return [allowed(path, value, choices.length === 0 ? "none, as there are none" : `one of ${choices.join(", ")}`, choices)];
}

/** The fields of an object; none of what isn't one. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
