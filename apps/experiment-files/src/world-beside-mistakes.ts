import { planRuns } from "@crosstalk/experiment";
import { composedProblems, worldProblems } from "./check-worlds.ts";
import type { Problem } from "./document/problem.ts";
import makeExperiment, { type Content } from "./make-experiment.ts";
import { worldFields } from "./schema/world.ts";

/** What stands in the place of fields that a file must have and that have no part in its worlds, or are wrong. */
const substitutes = { name: "worlds", about: "worlds", until: "1 h", measures: { end: { measure: "end" } } };

/** Fields that have a part in which worlds are composed, beside those of the world itself. */
const others = ["factors", "paired", "constraints", "until", "most", "warmUp", "whatIf"];

/** Fields without which other combinations of levels would be composed than are meant. */
const choosing = ["paired", "constraints"];

/**
 * What models say of a file's worlds, told together with mistakes in its other fields: these are left out. Nothing where the
 * mistakes are the world's own, or where no worlds can be composed for them.
 *
 * @param mistakes what is wrong with the file, already told.
 */
export function worldProblemsBeside({ file, texts }: Content, mistakes: readonly Problem[]): readonly Problem[] {
  const wrong = new Set(mistakes.map(({ path: [field] }) => String(field)));
  if (worldFields.some((field) => wrong.has(field))) return [];
  // Unused factors, and fields of levels, do no harm; others are found when the experiment is made.
  const isSound = (field: string) => Object.hasOwn(file, field) && (!wrong.has(field) || field === "factors");
  const kept = others.filter((field) => isSound(field) && (field !== "whatIf" || isSound("warmUp")));
  const fields = Object.fromEntries([...worldFields, ...kept].map((field) => [field, file[field]]));
  const text = JSON.stringify({ file: { ...substitutes, ...fields }, texts });
  try {
    const experiment = makeExperiment(text);
    planRuns(experiment, { replications: 1 });
    return choosing.some((field) => wrong.has(field)) ? worldProblems(experiment, "all") : composedProblems(experiment);
  } catch {
    return []; // of what is told already
  }
}
