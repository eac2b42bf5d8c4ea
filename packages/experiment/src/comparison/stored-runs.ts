/** A run as `run.json` keeps it: which it was, and what came of it. */
export interface StoredRun {
  /** Its number in the plan, from 1. */
  readonly index: number;
  /** The level of each factor, by name. */
  readonly levels: Readonly<Record<string, string>>;
  readonly replication: number;
  readonly seed: number;
  readonly fingerprint: string;
  /** Virtual time at the end, in nanoseconds. */
  readonly endNanoseconds: number;
  /** What was measured, derived measures included; absent where there is no number. */
  readonly values: Readonly<Record<string, number>>;
}

/** What a `run.json` tells of a set of runs, as far as other programs of ours read it. */
export interface StoredRuns {
  readonly experiment: string;
  /** The factors, in order. */
  readonly factors: readonly string[];
  /** Unit by measure, derived ones included, in order. */
  readonly units: Readonly<Record<string, string>>;
  readonly runs: readonly StoredRun[];
  /** Runs that failed, so without values. */
  readonly failures: readonly Pick<StoredRun, "index" | "levels" | "seed">[];
  /** The command that made the runs, and the versions of what they ran on. */
  readonly command: string;
  readonly versions: Readonly<Record<string, string>>;
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string";
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

/** Whether an object has values of one kind only. */
const isOf = (value: unknown, holds: (item: unknown) => boolean) => isFields(value) && Object.values(value).every(holds);

/**
 * Reads the JSON value of a `run.json`.
 *
 * @throws {Error} listing, a line each, the fields that are not as {@link manifestOf} writes them.
 */
export function parseStoredRuns(json: unknown): StoredRuns {
  if (!isFields(json) || json.format !== "crosstalk-run" || json.version !== 1) {
    throw new Error('it is no results of crosstalk: allowed is an object with the format "crosstalk-run", version 1');
  }
  const { experiment, parameters, measures, runs, failures, command, versions } = json;
  const problems = [
    ...check("experiment.name", "a text", isFields(experiment) && isText(experiment.name)),
    ...check("parameters.factors", "an object", isFields(parameters) && isFields(parameters.factors)),
    ...check(
      "measures",
      "an object of measures with their units",
      isOf(measures, (item) => isFields(item) && isText(item.unit)),
    ),
    ...check("command", "a text", isText(command)),
    ...check("versions", "an object of texts", isOf(versions, isText)),
    ...listProblems("runs", runs, runProblems),
    ...listProblems("failures", failures, identityProblems),
  ];
  if (problems.length > 0) throw new Error(problems.join("\n"));
  const { name } = experiment as { name: string };
  const { factors } = parameters as { factors: Fields };
  const units = Object.entries(measures as Record<string, { unit: string }>).map(([metric, { unit }]) => [metric, unit]);
  return {
    experiment: name,
    factors: Object.keys(factors),
    units: Object.fromEntries(units),
    runs: runs as StoredRun[],
    failures: failures as StoredRun[],
    command: command as string,
    versions: versions as Record<string, string>,
  };
}

function check(field: string, allowed: string, holds: boolean): string[] {
  return holds ? [] : [`${field} is missing or wrong; allowed is ${allowed}`];
}

function listProblems(field: string, value: unknown, of: (item: Fields, field: string) => string[]): string[] {
  if (!Array.isArray(value)) return check(field, "a list", false);
  return value.flatMap((item, index) => {
    const name = `${field}[${index}]`;
    return isFields(item) ? of(item, name) : check(name, "an object", false);
  });
}

function identityProblems({ index, levels, seed }: Fields, field: string): string[] {
  return [
    ...check(`${field}.index`, "a whole number", Number.isSafeInteger(index)),
    ...check(`${field}.seed`, "a whole number", Number.isSafeInteger(seed)),
    ...check(`${field}.levels`, "an object of texts", isOf(levels, isText)),
  ];
}

function runProblems(run: Fields, field: string): string[] {
  return [
    ...identityProblems(run, field),
    ...check(`${field}.replication`, "a whole number", Number.isSafeInteger(run.replication)),
    ...check(`${field}.fingerprint`, "a text", isText(run.fingerprint)),
    ...check(`${field}.endNanoseconds`, "a number", isNumber(run.endNanoseconds)),
    ...check(`${field}.values`, "an object of numbers", isOf(run.values, isNumber)),
  ];
}
