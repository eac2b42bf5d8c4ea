import type { Sourced } from "./sourced.ts";

/** Constants that were read, by name, by whatever is being worked out. */
let reads = new Set<string>();

/** A constant that is read as if it had another value. */
let tried: { readonly name: string; readonly value: number } | undefined;

/** Ranges of the constants whose reading is noted. */
const ranges = new Map<string, Sourced["range"]>();

/** The constants whose reading is noted and that were read by now, sorted. Empty where none was assigned a value. */
export function constantsRead(): readonly string[] {
  return [...reads].sort();
}

/** A constant that notes when its value is read. */
export function noting(name: string, constant: Sourced): Sourced {
  ranges.set(name, constant.range);
  const { value } = constant;
  return Object.defineProperty({ ...constant }, "value", {
    enumerable: true,
    get() {
      reads.add(name);
      return tried?.name === name ? tried.value : value;
    },
  });
}

/** Works something out that has no influence on any run, such as where the range of a constant is that of another. */
export function withoutReading<Result>(make: () => Result): Result {
  return collected(make).made;
}

/**
 * Works something out of constants now, such as what a platform is made of when it is described; that they were read is
 * noted when it is asked for, such as when the platform is booted.
 */
export function readWhenUsed<Result>(make: () => Result): () => Result {
  const { made, names } = collected(make);
  return () => {
    for (const name of names) reads.add(name);
    return made;
  };
}

/**
 * A table of what is worked out of constants when a module is loaded. Where the reading of constants is noted, it is noted
 * of a number of the table only when that number is read: a constant that a table was made with, and that nobody asks it
 * for, was not read. Else the table is just what `make` gives.
 *
 * A number rests on the constants with whose lowest or highest value it is another one, so it should rise or fall with
 * each throughout: true of sums, products and quotients.
 *
 * @param make from constants and other such tables; called again, so it must have no effects.
 */
export function fromConstants<Table extends object>(make: () => Table): Table {
  const { made, names } = collected(make);
  if (names.size === 0) return made;
  const variants = [...names].flatMap((name) =>
    (ranges.get(name) ?? []).map((value) => ({ name, table: withoutReading(() => trying({ name, value }, make)) })),
  );
  return withoutReading(() => notingTable(make, made, variants, [])) as Table;
}

interface Variant {
  readonly name: string;
  readonly table: unknown;
}

function notingTable(make: () => object, part: object, variants: readonly Variant[], path: readonly string[]): object {
  const copy = Array.isArray(part) ? [] : {};
  for (const [key, { value, ...property }] of Object.entries(Object.getOwnPropertyDescriptors(part))) {
    const place = [...path, key];
    if (property.get !== undefined) {
      Object.defineProperty(copy, key, property); // a number of another such table, which sees to it itself
      continue;
    }
    if (typeof value === "object" && value !== null) {
      Object.assign(copy, { [key]: notingTable(make, value, variants, place) });
      continue;
    }
    const names = new Set(variants.filter(({ table }) => at(table, place) !== value).map(({ name }) => name));
    if (names.size === 0) {
      Object.assign(copy, { [key]: value });
      continue;
    }
    Object.defineProperty(copy, key, {
      enumerable: true,
      get() {
        for (const name of names) reads.add(name);
        return tried === undefined ? value : at(withoutReading(make), place);
      },
    });
  }
  return copy;
}

function at(table: unknown, path: readonly string[]): unknown {
  return path.reduce((part, key) => (part as Record<string, unknown> | undefined)?.[key], table);
}

function collected<Made>(make: () => Made): { readonly made: Made; readonly names: ReadonlySet<string> } {
  const before = reads;
  const names = new Set<string>();
  reads = names;
  try {
    return { made: make(), names };
  } finally {
    reads = before;
  }
}

function trying<Made>(other: { readonly name: string; readonly value: number }, make: () => Made): Made {
  tried = other;
  try {
    return make();
  } finally {
    tried = undefined;
  }
}
