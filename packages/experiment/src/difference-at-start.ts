import type { SavedSimulation, Simulation } from "@crosstalk/engine";

/**
 * What two worlds that have not run differ in that would be saved of them: actors, what these were given at the start, and
 * what positions in their programs mean. In words, the first difference found; undefined if there is none.
 */
export function differenceAtStart(one: Simulation, other: Simulation): string | undefined {
  const [first, second] = [contexts(one.save()), contexts(other.save())];
  const paths = [...new Set([...first.keys(), ...second.keys()])];
  const strange = paths.find((path) => !first.has(path) || !second.has(path));
  if (strange !== undefined) return `which actors there are (${strange})`;
  for (const path of paths) {
    const field = differingField(first.get(path), second.get(path));
    if (field !== undefined) return `what ${path} is given at the start (${field})`;
  }
  const [before, after] = [one.descriptions(), other.descriptions()];
  const shifted = Object.keys(before).find((path) => !same(positions(before[path]), positions(after[path])));
  return shifted === undefined ? undefined : `which operations the programs in ${shifted} have`;
}

function contexts({ actors }: SavedSimulation): ReadonlyMap<string, unknown> {
  return new Map(
    actors.flatMap((actor) => (actor === null ? [] : [[actor.path, (actor.snapshot as { context?: unknown }).context] as const])),
  );
}

/** The path of a field in which two JSON values differ, as deep as it goes; undefined if they are the same. */
function differingField(one: unknown, other: unknown): string | undefined {
  if (same(one, other)) return undefined;
  if (!isObject(one) || !isObject(other)) return "";
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const inner = differingField(one[key], other[key]);
    if (inner !== undefined) return inner === "" ? key : `${key}.${inner}`;
  }
  return "";
}

const positions = (description: unknown): unknown => (isObject(description) ? description.positions : undefined);

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null;
