import type { Experiment } from "./experiment.ts";
import { allLevels, type Factor } from "./factor.ts";
import { slugOf } from "./level.ts";
import type { LevelReference } from "./level-reference.ts";
import { type SweepRange, sweepRange } from "./swept-number.ts";
import { type UsageProblem, unknownName } from "./usage-error.ts";

/** Which levels of each factor are run. */
export type Selection = Readonly<Record<string, readonly LevelReference[]>>;

/** What narrows the levels. */
export interface SelectionRequest {
  /** Levels by factor, by name or as the path of a JSON file; factors that aren't named keep all their levels. */
  readonly settings?: Readonly<Record<string, readonly string[]>>;
  /**
   * As settings, but a factor whose levels are plain numbers takes other numbers too; a factor can't be both set and swept.
   */
  readonly sweep?: Readonly<Record<string, readonly string[]>>;
  /** Whether factors that aren't named take the levels of full runs too. */
  readonly full?: boolean;
  /** Reads a JSON file; throws if it can't. Absent: paths aren't taken. */
  readonly readJson?: (path: string) => unknown;
}

/** The levels that are run, and everything that is wrong with what was asked for. */
export function selectLevels(
  experiment: Experiment,
  request: SelectionRequest,
): { selection: Selection; problems: UsageProblem[] } {
  const { settings = {}, sweep = {}, full = false, readJson } = request;
  const names = Object.keys(experiment.factors);
  const unknown = (verb: string, asked: object): UsageProblem[] =>
    Object.keys(asked)
      .filter((name) => !names.includes(name))
      .map((name) => unknownName(`the factor to ${verb}`, name, names));
  const twice = Object.keys(sweep).filter((name) => name in settings);
  const problems: UsageProblem[] = [
    ...unknown("set", settings),
    ...unknown("sweep", sweep),
    ...twice.map((value) => ({ field: "the factor to sweep", value, reason: "it is set, too; allowed is one of both" })),
  ];
  const selected = Object.entries(experiment.factors).map(([name, factor]): [string, LevelReference[]] => {
    const asked = settings[name] ?? sweep[name];
    const range = sweep[name] === undefined ? undefined : sweepRange(factor);
    if (asked === undefined) return [name, (full ? allLevels(factor) : factor.levels).map((level) => ({ name: level.name }))];
    const references = asked.flatMap((text) => {
      const found = range === undefined ? find(name, factor, text.trim(), readJson) : sweepNumber(name, range, text.trim());
      if (!Array.isArray(found)) return [found];
      problems.push(...(sweep[name] === undefined || range !== undefined ? found : found.map(notSweepable)));
      return [];
    });
    return [name, references.filter(({ name: level }, index) => references.findIndex((other) => other.name === level) === index)];
  });
  return { selection: Object.fromEntries(selected), problems };
}

function sweepNumber(field: string, { allowed, takes }: SweepRange, text: string): LevelReference | UsageProblem[] {
  const number = text === "" ? Number.NaN : Number(text);
  if (!takes(number)) return [{ field, value: text || "empty", allowed }];
  return { name: String(number), json: number + 0 }; // no negative zero
}

/** A level that there isn't, of a factor that can be swept over no others. */
function notSweepable(problem: UsageProblem): UsageProblem {
  return problem.reason === undefined
    ? { ...problem, reason: "others are taken only where all levels are plain numbers" }
    : problem;
}

function find(
  field: string,
  factor: Factor,
  text: string,
  readJson: ((path: string) => unknown) | undefined,
): LevelReference | UsageProblem[] {
  const levels = allLevels(factor);
  const level = levels.find(({ name }) => name === text) ?? levels.find(({ name }) => slugOf(name) === slugOf(text));
  if (level !== undefined) return { name: level.name };
  const takesFiles = factor.fromJson !== undefined && readJson !== undefined;
  const value = text === "" ? "empty" : text;
  if (!takesFiles || !/[/\\]|\.json$/.test(text)) {
    // As they are typed without quotes, unless the user has quoted, too.
    const wrong = unknownName(
      field,
      value,
      levels.map(({ name }) => (/\s/.test(text) ? name : slugOf(name))),
    );
    return [takesFiles ? { ...wrong, allowed: `${wrong.allowed}, or the path of a .json file` } : wrong];
  }
  try {
    const json = readJson(text);
    factor.fromJson(json, text);
    return { name: text, json };
  } catch (error) {
    return reasonsOf(error).map((reason) => ({ field, value, reason }));
  }
}

/** Everything that an error says was wrong: its list of problems, if it has one. */
function reasonsOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [String(error)];
  const { problems } = error as { problems?: unknown };
  return Array.isArray(problems) && problems.length > 0 ? problems.map(String) : [error.message];
}
