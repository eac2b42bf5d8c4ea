import { type Level, levelOf, type SelfNamed } from "./level.ts";

/** Something that an experiment varies, with the levels that it takes. */
export interface Factor<Value = unknown> {
  /** Levels of every run of the experiment, in order. */
  readonly levels: readonly Level<Value>[];
  /** Levels that only a full run takes; they can be asked for by name. */
  readonly more: readonly Level<Value>[];
  /** Makes a level's value from a user's own JSON file; throws if the file is of no use. Absent: files aren't taken. */
  readonly fromJson?: (json: unknown, name: string) => Value;
}

/** How a factor is written where a plain list of levels doesn't say enough. */
export interface FactorOptions<Value> {
  readonly levels: readonly Level<Value>[];
  readonly more?: readonly Level<Value>[];
  readonly fromJson?: (json: unknown, name: string) => Value;
}

/** A factor with more than a list of levels: some for full runs only, or values from a user's files. */
export function factor<Value>(options: FactorOptions<Value>): Factor<Value> {
  return { more: [], ...options };
}

/** How a factor is written in an experiment: a list of levels, or a {@link factor}. */
export type FactorSource = readonly (SelfNamed | Level<unknown>)[] | Factor;

/** The values that a factor's levels have. */
export type FactorValue<Source> =
  Source extends Factor<infer Value>
    ? Value
    : Source extends readonly (infer Item)[]
      ? Item extends Level<infer Value>
        ? Value
        : Item
      : never;

/** The factor that a source stands for. */
export function factorOf(source: FactorSource): Factor {
  if ("levels" in source) return source;
  return { levels: source.map((item) => levelOf<unknown>(item)), more: [] };
}

/** All levels of a factor, those of full runs included. */
export function allLevels(of: Factor): readonly Level<unknown>[] {
  return [...of.levels, ...of.more];
}
