import { readValue, type Value } from "./content.ts";
import { childrenOf, type Element, textOf } from "./element.ts";
import { copyOf, type Data } from "./expression.ts";
import { valueOfText } from "./literal.ts";
import { stateElements } from "./state-names.ts";
import { Unsupported } from "./unsupported.ts";
import { resolve } from "./value.ts";

/** The variables that a document starts with. */
export interface InitialData {
  /** Their values, fresh at each call. */
  make(): Data;
  /** Their names. */
  names: ReadonlySet<string>;
  /** How many of them have a value that can't be had: each is an error event at the start. */
  errors: number;
  /** Takes in what a script of the document's own made of them. */
  declared(data: Data): void;
}

/** One `data` element. */
export interface Datum {
  name: string;
  value: Value;
}

/** The variables that an element declares. */
export const dataOf = (element: Element, read: (path: string) => string): Datum[] =>
  childrenOf(element, "datamodel").flatMap((model) =>
    childrenOf(model, "data").map((data) => ({ name: data.attributes.id!, value: valueOfDatum(data, read) })),
  );

/** Whether a document's variables get their values when their state is first entered, and not at the start. */
export const bindsLate = (root: Element): boolean => root.attributes.binding === "late";

/** Reads all variables of a document, and those values that they start with. */
export function readData(root: Element, system: Readonly<Record<string, unknown>>, read: (path: string) => string): InitialData {
  const names = new Set<string>();
  let values: Data = {};
  let errors = 0;
  const visit = (element: Element): void => {
    for (const { name, value } of dataOf(element, read)) {
      if (bindsLate(root) && element !== root) continue;
      names.add(name);
      values[name] = undefined;
      try {
        values[name] = resolve(value, { data: values, system });
      } catch {
        errors++;
      }
    }
    for (const child of childrenOf(element, ...stateElements)) visit(child);
  };
  visit(root);
  return {
    make: () => copyOf(values),
    names,
    errors,
    declared: (data) => {
      values = data;
      for (const name of Object.keys(data)) names.add(name);
    },
  };
}

function valueOfDatum(data: Element, read: (path: string) => string): Value {
  const { src, expr } = data.attributes;
  if (src !== undefined) {
    const text = read(src.replace(/^file:/, ""));
    if (text.trimStart().startsWith("<"))
      throw new Unsupported("data that are XML need a document object model, which there is none of");
    return { literal: valueOfText(text) };
  }
  if (expr !== undefined || childrenOf(data).length > 0 || textOf(data).trim() !== "") return readValue(data);
  return { literal: undefined };
}
