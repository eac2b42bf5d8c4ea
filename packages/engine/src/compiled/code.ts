/** Names that can stand in an object literal or after a dot as they are, and mean there what they mean elsewhere. */
const PLAIN_NAME = /^[A-Za-z_$][\w$]*$/;

/** Texts of functions that are remembered, so that a machine which is made anew finds its own; then it begins anew. */
const MOST_MAKERS = 4_000;

type Maker = (...values: readonly unknown[]) => unknown;

const makers = new Map<string, Maker>();

let allowed: boolean | undefined;

/** Whether code may be made: a page's policy may forbid it. */
function isAllowed(): boolean {
  if (allowed === undefined) {
    try {
      allowed = new Function("return true")() === true;
    } catch {
      allowed = false;
    }
  }
  return allowed;
}

/** Whether a key of an object can be written into code. */
export function isPlainKey(key: string): boolean {
  return PLAIN_NAME.test(key) && key !== "__proto__";
}

/**
 * A function that is being written as text. What can't be written there (functions, objects) is handed to it under names
 * of its own. Each text should tell whose it is, for engines keep what they learn of a function by its text.
 */
export class Code {
  readonly #title: string;
  readonly #lines: string[] = [];
  readonly #values: unknown[] = [];
  readonly #names = new Map<unknown, string>();

  /** The title tells functions of equal text apart, and shows up in profiles. */
  constructor(title: string) {
    // The first letter: a name must not begin with a digit, nor be a reserved word.
    this.#title = `_${title.replace(/\W+/g, "_")}`;
  }

  /** How a value is referred to in the text. */
  constant(value: unknown): string {
    if (value === undefined || value === null || typeof value === "boolean") return String(value);
    if (typeof value === "number" && Number.isInteger(value) && !Object.is(value, -0)) return String(value);
    if (typeof value === "string") return JSON.stringify(value);
    const known = this.#names.get(value);
    if (known !== undefined) return known;
    const name = `given${this.#values.length}`;
    this.#values.push(value);
    this.#names.set(value, name);
    return name;
  }

  /** Adds lines to the text. */
  add(...lines: readonly string[]): void {
    this.#lines.push(...lines);
  }

  /** The function; undefined where code must not be made. */
  make<Made>(parameters: string): Made | undefined {
    const names = [...this.#names.values()].join(", ");
    const text = `"use strict";\nreturn function ${this.#title}(${parameters}) {\n${this.#lines.join("\n")}\n};`;
    const maker = makerOf(names, text);
    return maker === undefined ? undefined : (maker(...this.#values) as Made);
  }
}

function makerOf(names: string, text: string): Maker | undefined {
  const known = makers.get(text);
  if (known !== undefined || !isAllowed()) return known;
  if (makers.size > MOST_MAKERS) makers.clear();
  const made = new Function(names, text) as Maker;
  makers.set(text, made);
  return made;
}
