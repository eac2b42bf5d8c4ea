import type { Experiment } from "@crosstalk/experiment";
import { levelProblems, nameProblems } from "./check-names.ts";
import { worldProblems } from "./check-worlds.ts";
import { levelsOf } from "./compile-levels.ts";
import type { Path } from "./document/place.ts";
import { type Problem, problemLines } from "./document/problem.ts";
import { readDocument } from "./document/read-document.ts";
import { shapeProblems, valueAt } from "./document/shape-problems.ts";
import makeExperiment, { identityOf } from "./make-experiment.ts";
import { type PutLevels, putLevels } from "./put-levels.ts";
import { type ExperimentFile, experimentSchema } from "./schema/experiment-file.ts";
import { factors as factorsSchema } from "./schema/factors.ts";
import { worldFields } from "./schema/world.ts";

/** What an experiment file was found to be. */
export type ParsedFile =
  | {
      readonly experiment: Experiment;
      /** The file as JSON, references resolved: what `makeExperiment` takes. */
      readonly text: string;
      /** What of it makes its runs, but for the levels. */
      readonly identity: string;
    }
  /** All that is wrong, in lines `file:line: …`. */
  | { readonly problems: readonly string[] };

/** Reads an experiment file and checks all of it, down to the composing of worlds. Runs nothing. */
export function parseExperimentFile(path: string): ParsedFile {
  const { value, places, problems } = readDocument(path);
  const refused = (wrong: readonly Problem[]) => ({ problems: problemLines(wrong, places) });
  if (problems.length > 0) return refused(problems);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return refused([{ path: [], message: "has no fields; allowed is an object with name, about, host, platform and so on" }]);
  const raw = value as Readonly<Record<string, unknown>>;
  const checked = checkShape(raw);
  if ("problems" in checked) return refused(checked.problems);
  const names = nameProblems(checked.file);
  if (names.length > 0) return refused(names);
  const text = JSON.stringify(raw);
  const made = makeOrProblems(text, raw);
  if ("problems" in made) return refused(made.problems);
  const levels = levelProblems(checked.file, made.experiment);
  if (levels.length > 0) return refused(levels);
  const worlds = worldProblems(made.experiment);
  return worlds.length > 0 ? refused(worlds) : { ...made, text, identity: identityOf(raw) };
}

function makeOrProblems(text: string, raw: unknown): { experiment: Experiment } | { problems: Problem[] } {
  try {
    return { experiment: makeExperiment(text) };
  } catch (error) {
    const { problems = [(error as Error).message] } = error as { problems?: readonly string[] };
    return { problems: problems.map((problem) => said(problem, raw)) };
  }
}

/** A problem in words, placed where the path leads that it begins with, as far as there is such a path. */
function said(problem: string, raw: unknown): Problem {
  const [, field = ""] = /^([\w.-]+) is /.exec(problem) ?? [];
  const steps = field.split(".");
  if (field !== "" && valueAt(raw, steps) !== undefined) return { path: steps, message: problem.slice(field.length + 1) };
  return { path: [], message: `can't be used: ${problem}` };
}

/** One level of each factor in place: at first the first ones, then each other one beside these. */
interface Choice {
  readonly levels: Readonly<Record<string, unknown>>;
  /** The factor whose level is another than the first, and where that is written. */
  readonly other?: { readonly factor: string; readonly at: Path };
}

type Checked = { readonly file: ExperimentFile } | { readonly problems: readonly Problem[] };

/** Whether the file has the right shape, whichever levels are in place. */
function checkShape(raw: Readonly<Record<string, unknown>>): Checked {
  const factors = factorsSchema.safeParse(raw.factors ?? {});
  const choices: readonly Choice[] = factors.success ? choicesOf(factors.data) : [{ levels: {} }];
  let file: ExperimentFile | undefined;
  const problems = choices.flatMap(({ levels, other }) => {
    const world = Object.fromEntries(worldFields.filter((field) => field in raw).map((field) => [field, raw[field]]));
    const put = putLevels(world, levels);
    const whole = { ...raw, ...(put.value as object) };
    const parsed = experimentSchema.safeParse(whole, { reportInput: true });
    if (other === undefined) file = parsed.data;
    const shapes = parsed.success ? [] : shapeProblems(parsed.error.issues, whole);
    const unput = factors.success ? put.problems : [];
    const skipped = put.problems.map(({ path }) => path);
    const wrong = shapes.filter(({ path }) => !skipped.some((site) => startsWith(path, site)));
    return [...unput, ...wrong.flatMap((problem) => placed(problem, put, other))];
  });
  if (problems.length > 0) return { problems };
  return file === undefined ? { problems: [{ path: [], message: "can't be read" }] } : { file };
}

/** A problem at a place where a level was put is told of the level. One that isn't of the level in turn is told once. */
function placed(problem: Problem, { sites }: PutLevels, other: Choice["other"]): Problem[] {
  const site = sites.find(({ path }) => startsWith(problem.path, path));
  if (other === undefined)
    return site === undefined
      ? [problem]
      : [{ ...problem, message: `${problem.message}, as a level of ${site.factor}`, at: ["factors", site.factor, 0] }];
  if (site?.factor !== other.factor) return [];
  return [{ ...problem, message: `${problem.message}, as a level of ${site.factor}`, at: other.at }];
}

function choicesOf(factors: ExperimentFile["factors"]): readonly Choice[] {
  const levels = Object.entries(factors).map(([factor, file]) => {
    const found = Array.isArray(file)
      ? file.flatMap((entry, index) => levelsOf(entry).map(({ value }) => ({ value, at: ["factors", factor, index] as Path })))
      : rangeEnds(file as { from: number; to: number }).map((value) => ({ value, at: ["factors", factor] as Path }));
    return { factor, found };
  });
  const first = Object.fromEntries(levels.map(({ factor, found }) => [factor, found[0]?.value]));
  const others = levels.flatMap(({ factor, found }) =>
    found.slice(1).map(({ value, at }): Choice => ({ levels: { ...first, [factor]: value }, other: { factor, at } })),
  );
  return [{ levels: first }, ...others];
}

const rangeEnds = ({ from, to }: { readonly from: number; readonly to: number }): readonly number[] => [from, to];

const startsWith = (path: Path, start: Path): boolean => start.every((step, index) => String(path[index]) === String(step));
