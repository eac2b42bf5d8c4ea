import { contentHash } from "@crosstalk/engine";
import type { Experiment } from "../experiment.ts";
import { resolveLevels } from "../level-reference.ts";
import type { Selection } from "../selection.ts";

/** A level as a reader of the results finds it: what it is, or a hash of it where it is long. */
export interface ResolvedLevel {
  readonly name: string;
  /** The level's value, as far as it is data. */
  readonly value?: unknown;
  /** Hash of the value's data: eight hexadecimal digits. */
  readonly hash?: string;
}

/** Most characters of a value that is written out. */
const LONGEST = 2000;

/** What the levels of a selection really are, factor by factor. */
export function resolvedLevels(experiment: Experiment, selection: Selection): Readonly<Record<string, readonly ResolvedLevel[]>> {
  const factors = Object.entries(selection);
  const first = Object.fromEntries(factors.flatMap(([factor, [level]]) => (level === undefined ? [] : [[factor, level]])));
  return Object.fromEntries(
    factors.map(([factor, levels]) => [
      factor,
      levels.map((level) => describe(level.name, () => resolveLevels(experiment, { ...first, [factor]: level })[factor])),
    ]),
  );
}

function describe(name: string, resolve: () => unknown): ResolvedLevel {
  let text: string | undefined;
  try {
    text = JSON.stringify(resolve());
  } catch {
    return { name }; // its runs have failed, and say why
  }
  if (text === undefined || text === JSON.stringify(name)) return { name };
  const data: unknown = JSON.parse(text);
  return text.length <= LONGEST ? { name, value: data } : { name, hash: contentHash(data) };
}
