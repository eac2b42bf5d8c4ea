import { SaxesParser } from "saxes";

/** An element of an XML document, by its name without a prefix. */
export interface Element {
  name: string;
  attributes: Readonly<Record<string, string>>;
  /** Elements and stretches of text, in document order. */
  children: readonly (Element | string)[];
}

/** Reads an XML document; comments and processing instructions are left out. Fails where it isn't well-formed. */
export function readElement(text: string): Element {
  const parser = new SaxesParser({ xmlns: true });
  const open: { name: string; attributes: Record<string, string>; children: (Element | string)[] }[] = [];
  let root: Element | undefined;
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ local, attributes }) => {
    const named = Object.values(attributes).map((attribute) => [attribute.name, attribute.value] as const);
    const element = { name: local, attributes: Object.fromEntries(named), children: [] };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on("closetag", () => {
    open.pop();
  });
  parser.on("text", (stretch) => open.at(-1)?.children.push(stretch));
  parser.on("cdata", (stretch) => open.at(-1)?.children.push(stretch));
  parser.write(text).close();
  if (root === undefined) throw new Error("an XML document has one element at least, and this one has none");
  return root;
}

/** The elements directly in another, those of some names if any are given. */
export function childrenOf(element: Element, ...names: string[]): Element[] {
  const elements = element.children.filter((child) => typeof child !== "string");
  return names.length === 0 ? elements : elements.filter((child) => names.includes(child.name));
}

/** The text directly in an element, untouched. */
export const textOf = (element: Element): string => element.children.filter((child) => typeof child === "string").join("");

/** The words of an attribute that is a list, such as a transition's targets. */
export const wordsOf = (attribute: string | undefined): string[] => attribute?.split(/\s+/).filter(Boolean) ?? [];
