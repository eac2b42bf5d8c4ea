/** A value that names itself: numbers, strings and booleans by what they are, objects by their `name`. */
export type SelfNamed = number | string | boolean | { readonly name: string };

/** One value of a factor, under the name that tables, figures and the command line use. */
export class Level<out Value, out Name extends string = string> {
  readonly name: Name;
  readonly #make: () => Value;

  /** @param make gives the value, the same each time it is asked for; not called before the value is needed. */
  constructor(name: Name, make: () => Value) {
    this.name = name;
    this.#make = make;
  }

  /** The value itself. */
  get value(): Value {
    return this.#make();
  }
}

/** A level of a value that doesn't name itself. */
export function level<Value, const Name extends string = string>(name: Name, value: Value): Level<Value, Name> {
  return new Level(name, () => value);
}

/** A level whose value is made only when a run needs it, such as one that is read from a file. It is made once. */
export function lazyLevel<Value, const Name extends string = string>(name: Name, make: () => Value): Level<Value, Name> {
  let made: { readonly value: Value } | undefined;
  return new Level(name, () => {
    made ??= { value: make() };
    return made.value;
  });
}

/** The level that a value which names itself stands for. */
export function levelOf<Value>(source: Value | Level<Value>): Level<Value> {
  if (source instanceof Level) return source;
  const named = typeof source === "object" && source !== null && "name" in source ? source.name : source;
  return level(String(named), source);
}

/** A name as it can be typed on a command line without quotes: `Xen 3.0.4` gives `xen-3.0.4`. */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9.+_]+/g, "-")
    .replace(/^-+|-+$/g, "");
}
