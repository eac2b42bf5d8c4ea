import type { Experiment } from "../experiment.ts";
import { allLevels } from "../factor.ts";
import type { Selection } from "../selection.ts";
import type { UsageProblem } from "../usage-error.ts";

/** Names of levels by factor. */
export type Point = Readonly<Record<string, string>>;

/** What a design varies as one: a factor, or several that take their levels together. At each position, their levels. */
export interface Axis {
  readonly positions: readonly Point[];
}

/**
 * The axes of an experiment, each where its first factor stands.
 *
 * Factors that are paired take their first levels together, then their second, and so on. Where levels were left out of one
 * of them, the pairs with these are left out.
 */
export function axesOf(experiment: Experiment, selection: Selection): { axes: readonly Axis[]; problems: UsageProblem[] } {
  const problems: UsageProblem[] = [];
  const axes = Object.entries(selection).flatMap(([factor, levels]): Axis[] => {
    const pair = experiment.paired.find((names) => names.includes(factor));
    if (pair === undefined) return [{ positions: levels.map(({ name }) => ({ [factor]: name })) }];
    if (pair.some((name) => selection[name]?.length === 0)) return []; // none was understood, which is told already
    problems.push(...strangers(experiment, factor, selection));
    return pair[0] === factor ? [{ positions: pairsOf(experiment, pair, selection) }] : [];
  });
  return { axes, problems };
}

/** Levels of a paired factor that are none of the experiment's, such as a user's file or a number that is swept over. */
function strangers({ factors, paired }: Experiment, factor: string, selection: Selection): UsageProblem[] {
  const own = namesOf(factors, factor);
  const others = paired.find((names) => names.includes(factor))?.filter((name) => name !== factor) ?? [];
  const reason = `it is paired with ${others.join(", ")}, and only its own levels have a partner`;
  return (selection[factor] ?? [])
    .filter(({ name }) => !own.includes(name))
    .map(({ name }) => ({ field: factor, value: name, allowed: `one of ${own.join(", ")}`, reason }));
}

function pairsOf({ factors }: Experiment, pair: readonly string[], selection: Selection): Point[] {
  const names = pair.map((factor) => namesOf(factors, factor));
  const together = (names[0] ?? []).map(
    (_, index): Point => Object.fromEntries(pair.map((factor, which) => [factor, names[which]?.[index] ?? ""])),
  );
  return together.filter((point) => pair.every((factor) => selection[factor]?.some(({ name }) => name === point[factor])));
}

function namesOf(factors: Experiment["factors"], factor: string): string[] {
  const found = factors[factor];
  return found === undefined ? [] : allLevels(found).map(({ name }) => name);
}
