/** A copy of a context with some fields replaced; undefined if keys are not those that it was made for. */
type Copier = (context: object, fields: object) => object | undefined;

/** Names that can stand in an object literal as they are, and mean there what they mean elsewhere. */
const PLAIN_NAME = /^[A-Za-z_$][\w$]*$/;

/** Contexts with more fields are copied the general way. */
const MOST_FIELDS = 64;

/** So many combinations of keys are expected of one assignment; one with more is done the general way. */
const MOST_COPIERS = 6;

/** What is used where a copier can't be made. */
const GENERAL = "general";

const copiers = new Map<string, Copier | typeof GENERAL>();

/**
 * Replaces fields of contexts, as `Object.assign({}, context, fields)` does, for one assignment of a machine. Which keys
 * a context has and which of them are replaced hardly ever changes, so for each combination that occurs a function is
 * made that writes the new context out as one object literal, which engines build several times as fast. Only for
 * contexts that are JSON, as in simulations: what has a symbol for a key would be lost.
 */
export class ContextCopier {
  readonly #copiers: Copier[] = [];
  #general = false;

  /** `fields`: null or undefined for none. */
  copy(context: object, fields: object | null | undefined): object {
    if (fields === null || fields === undefined) return { ...context };
    const known = this.#copiers;
    for (let index = 0; index < known.length; index += 1) {
      const copied = (known[index] as Copier)(context, fields);
      if (copied !== undefined) return copied;
    }
    return this.#general ? Object.assign({}, context, fields) : this.#learn(context, fields);
  }

  #learn(context: object, fields: object): object {
    const copier = copierFor(Object.keys(context), Object.keys(fields));
    if (copier !== GENERAL && this.#copiers.length < MOST_COPIERS) this.#copiers.push(copier);
    else this.#general = true;
    return Object.assign({}, context, fields);
  }
}

function copierFor(keys: readonly string[], replaced: readonly string[]): Copier | typeof GENERAL {
  const name = `${keys.join(" ")}|${replaced.join(" ")}`;
  const known = copiers.get(name);
  if (known !== undefined) return known;
  const made = makeCopier(keys, replaced);
  copiers.set(name, made);
  return made;
}

function makeCopier(keys: readonly string[], replaced: readonly string[]): Copier | typeof GENERAL {
  const all = new Set([...keys, ...replaced]);
  const isPlain = [...all].every((key) => PLAIN_NAME.test(key) && key !== "__proto__");
  if (!isPlain || all.size > MOST_FIELDS) return GENERAL;
  const literal = [...all].map((key) => `${key}: ${replaced.includes(key) ? "fields" : "context"}.${key}`).join(", ");
  try {
    const make = new Function(
      "keys",
      "replaced",
      `return (context, fields) => {
      let index = 0;
      for (const key in fields) { if (key !== replaced[index]) return undefined; index += 1; }
      if (index !== ${replaced.length}) return undefined;
      index = 0;
      for (const key in context) { if (key !== keys[index]) return undefined; index += 1; }
      return index === ${keys.length} ? { ${literal} } : undefined;
    };`,
    ) as (keys: readonly string[], replaced: readonly string[]) => Copier;
    return make(keys, replaced);
  } catch {
    // A page's policy may forbid that code is made.
    return GENERAL;
  }
}
