import { childrenOf, type Element, textOf } from "./element.ts";
import { Unsupported } from "./unsupported.ts";

/** The value written inside an element: JSON where it is any, and otherwise text, its white space made one blank each. */
export function literalOf(element: Element): unknown {
  if (childrenOf(element).length > 0)
    throw new Unsupported("data that are XML need a document object model, which there is none of");
  return valueOfText(textOf(element));
}

/** The value of a text, as of an element. */
export function valueOfText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text.trim().replace(/\s+/g, " ");
  }
}
