import { type FactorSource, level, nested, range } from "@crosstalk/experiment";
import type { FactorFile } from "./schema/factors.ts";

type Entry = Extract<FactorFile, readonly unknown[]>[number];

/** The factor that a file's list or range stands for. Values of levels are JSON values. */
export function factorSource(file: FactorFile): FactorSource {
  if (Array.isArray(file)) return file.flatMap(levelsOf);
  const { from, to, levels, step, whole } = file as Exclude<FactorFile, readonly unknown[]>;
  if (step !== undefined) {
    const count = Math.floor((to - from) / step + 1e-9) + 1;
    return Array.from({ length: count }, (_, index) => Number((from + index * step).toPrecision(12)));
  }
  return range(from, to, { ...(levels === undefined ? {} : { levels }), ...(whole === undefined ? {} : { whole }) });
}

/** The levels that one entry of a list stands for, in order. */
export function levelsOf(entry: Entry) {
  if (typeof entry !== "object") return [level(String(entry), entry as unknown)];
  const { level: name, each, ...fields } = entry;
  const made = (parameters: object): unknown => {
    const all = { ...fields, ...parameters };
    return Object.keys(all).length === 1 && "value" in all ? all.value : all;
  };
  return each === undefined ? [level(name, made({}))] : [...nested(name, each, made)];
}

/** The levels that a file's factor stands for, with the steps from the factor to where each is written. */
export function writtenLevels(file: FactorFile): readonly WrittenLevel[] {
  if (Array.isArray(file))
    return file.flatMap((entry, index) => levelsOf(entry).map(({ name, value }) => ({ name, value, steps: [index] })));
  const source = factorSource(file);
  const levels = "levels" in source ? source.levels : source.map((number) => ({ name: String(number), value: number }));
  return levels.map(({ name, value }) => ({ name, value, steps: [] }));
}

/** A level as it is written. */
export interface WrittenLevel {
  readonly name: string;
  readonly value: unknown;
  /** From the factor to where it is written. */
  readonly steps: readonly number[];
}
