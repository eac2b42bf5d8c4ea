import { type Experiment, planRuns } from "@crosstalk/experiment";
import { nameProblems } from "./check-names.ts";
import { checkShape } from "./check-shape.ts";
import { warmUpProblems } from "./check-warm-up.ts";
import { composedProblems } from "./check-worlds.ts";
import { type Problem, problemLines } from "./document/problem.ts";
import { readDocument } from "./document/read-document.ts";
import { readTexts } from "./document/read-texts.ts";
import { valueAt } from "./document/shape-problems.ts";
import makeExperiment, { identityOf } from "./make-experiment.ts";
import { worldProblemsBeside } from "./world-beside-mistakes.ts";

/** What an experiment file was found to be. */
export type ParsedFile =
  | {
      readonly experiment: Experiment;
      /** The file and its traces as JSON, references resolved: what `makeExperiment` takes. */
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
  if (problems.length > 0) return refused([...problems, ...problemsElsewhere(value, problems)]);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return refused([{ path: [], message: "has no fields; allowed is an object with name, about, host, platform and so on" }]);
  const raw = value as Readonly<Record<string, unknown>>;
  const { selection, values, problems: shapes } = checkShape(raw);
  const { texts, problems: unread } = readTexts(raw, path, values);
  const wrong = [...shapes, ...nameProblems(raw, selection), ...warmUpProblems(raw), ...unread];
  const content = { file: raw, texts };
  const together = (mistakes: readonly Problem[]) => refused([...mistakes, ...worldProblemsBeside(content, mistakes)]);
  if (wrong.length > 0) return together(wrong);
  const text = JSON.stringify(content);
  const made = makeOrProblems(text, raw);
  if ("problems" in made) return together(made.problems);
  const worlds = composedProblems(made.experiment);
  return worlds.length > 0 ? refused(worlds) : { ...made, text, identity: identityOf(content) };
}

/**
 * What else is wrong with the form of a document that can't be read in some places. Left out is what these places may have
 * caused: what stands there, names that may have been there, factors that may have been used there.
 */
function problemsElsewhere(value: unknown, unread: readonly Problem[]): readonly Problem[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  const isCaused = ({ path }: Problem) =>
    (path[0] === "factors" && path.length === 2) ||
    unread.some(({ path: at }) => at.every((step, index) => path[index] === step));
  return checkShape(value as Readonly<Record<string, unknown>>).problems.filter((problem) => !isCaused(problem));
}

function makeOrProblems(text: string, raw: unknown): { experiment: Experiment } | { problems: Problem[] } {
  try {
    const experiment = makeExperiment(text);
    planRuns(experiment, { replications: 1 });
    return { experiment };
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
