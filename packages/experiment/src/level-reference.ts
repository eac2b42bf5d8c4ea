import type { Experiment } from "./experiment.ts";
import { allLevels } from "./factor.ts";
import { sweepRange } from "./swept-number.ts";

/**
 * A level as plain data, so that it can be sent to a worker: its name, and what a user's file said if it is from one, or the
 * number if the factor is swept over numbers.
 */
export interface LevelReference {
  readonly name: string;
  readonly json?: unknown;
}

const fromFiles = new WeakMap<object, unknown>();

/** The values of an experiment's levels. Each is made once, also if many runs ask for it. */
export function resolveLevels(
  experiment: Experiment,
  references: Readonly<Record<string, LevelReference>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.keys(experiment.factors).map((name) => {
      const reference = references[name];
      if (reference === undefined) throw new Error(`no level is given for the factor ${name}`);
      return [name, resolve(experiment, name, reference)];
    }),
  );
}

function resolve({ factors }: Experiment, factorName: string, reference: LevelReference): unknown {
  const factor = factors[factorName];
  if (reference.json === undefined) {
    const found = factor && allLevels(factor).find((level) => level.name === reference.name);
    if (found === undefined) throw new Error(`the factor ${factorName} has no level ${reference.name}`);
    return found.value;
  }
  if (typeof reference.json === "number" && factor !== undefined && sweepRange(factor) !== undefined) return reference.json;
  if (factor?.fromJson === undefined) throw new Error(`the factor ${factorName} takes no files`);
  const { json } = reference;
  if (typeof json !== "object" || json === null) return factor.fromJson(json, reference.name);
  if (!fromFiles.has(json)) fromFiles.set(json, factor.fromJson(json, reference.name));
  return fromFiles.get(json);
}
