import { type Level, lazyLevel, type SelfNamed } from "./level.ts";

/** The parameters that a nested level has, with the values that each takes. */
export type NestedParameters = Readonly<Record<string, readonly SelfNamed[]>>;

/** One value for each parameter. */
export type ParameterValues<Parameters extends NestedParameters> = {
  readonly [Name in keyof Parameters]: Parameters[Name][number];
};

/**
 * Levels of a factor that have parameters of their own, which other levels of the factor don't have: one level for each
 * combination of the parameters' values. Write them among a factor's levels by `...nested(…)`.
 *
 * Levels are named after the combination: `nested("credit", { slice: [10, 30] }, …)` gives `credit slice 10` and
 * `credit slice 30`; `--filter 'scheduler=credit*'` takes all of them.
 *
 * @param make makes a level's value of the parameters; called when a run needs it.
 */
export function nested<const Parameters extends NestedParameters, Value>(
  name: string,
  parameters: Parameters,
  make: (values: ParameterValues<Parameters>) => Value,
): readonly Level<Value>[] {
  const combined = Object.entries(parameters).reduce<{ name: string; values: Record<string, SelfNamed> }[]>(
    (all, [parameter, values]) =>
      all.flatMap((one) =>
        values.map((value) => ({
          name: `${one.name} ${parameter} ${typeof value === "object" ? value.name : value}`,
          values: { ...one.values, [parameter]: value },
        })),
      ),
    [{ name, values: {} }],
  );
  return combined.map((one) => lazyLevel(one.name, () => make(one.values as ParameterValues<Parameters>)));
}
