import { type Level, levelOf, type SelfNamed } from "./level.ts";

/** Numbers from a lowest to a highest, both taken. */
export interface FactorRange {
  readonly low: number;
  readonly high: number;
  /** Whether only whole numbers are taken. */
  readonly whole: boolean;
}

/** Something that an experiment varies, with the levels that it takes. */
export interface Factor<Value = unknown, Name extends string = string> {
  /** Levels of every run of the experiment, in order. */
  readonly levels: readonly Level<Value, Name>[];
  /** Levels that only a full run takes; they can be asked for by name. */
  readonly more: readonly Level<Value, Name>[];
  /** Makes a level's value from a user's own JSON file; throws if the file is of no use. Absent: files aren't taken. */
  readonly fromJson?: (json: unknown, name: string) => Value;
  /** Of the numbers that it may take, where it is a `range(…)`. */
  readonly range?: FactorRange;
}

/** How a factor is written where a plain list of levels doesn't say enough. */
export interface FactorOptions<Value, Name extends string = string> {
  readonly levels: readonly Level<Value, Name>[];
  readonly more?: readonly Level<Value, Name>[];
  readonly fromJson?: (json: unknown, name: string) => Value;
}

/** A factor with more than a list of levels: some for full runs only, or values from a user's files. */
export function factor<Value, Name extends string = string>(options: FactorOptions<Value, Name>): Factor<Value, Name> {
  return { more: [], ...options };
}

/** How a factor is written in an experiment: a list of levels, or a {@link factor}. */
export type FactorSource = readonly (SelfNamed | Level<unknown>)[] | Factor;

/** The values that a factor's levels have; any number where they are plain numbers, since a user may sweep over others. */
export type FactorValue<Source> =
  Source extends Factor<infer Value>
    ? Value
    : Source extends readonly (infer Item)[]
      ? Item extends Level<infer Value>
        ? Value
        : Item extends number
          ? number
          : Item
      : never;

/** What names a factor's levels in code: names as texts, plain values also as themselves. */
export type LevelName<Source> =
  Source extends Factor<infer Value, infer Name>
    ? Name | (Value extends number | boolean ? Value : never)
    : Source extends readonly (infer Item)[]
      ? Item extends { readonly name: infer Name }
        ? Name
        : Item extends number | string | boolean
          ? Item | `${Item}`
          : never
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
