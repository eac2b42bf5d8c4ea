import { childrenOf, type Element } from "./element.ts";

/** The elements that are states of a document. */
export const stateElements = ["state", "parallel", "final", "history"] as const;

/** The names of a document's states in the machine made of it, where an id has no dot: XState reads one as a path. */
export interface StateNames {
  /** The key, and id, of a state's element. */
  ofElement(element: Element): string;
  /** The key of the state of an id; fails where there is none. */
  ofId(id: string): string;
  /** The id in the document of a key; of a state that has none there, the key. */
  idOf(key: string): string;
}

/** Names all states of a document, those without an id too. */
export function nameStates(root: Element): StateNames {
  const keys = new Map<Element, string>();
  const byId = new Map<string, string>();
  const ids = new Map<string, string>();
  const visit = (element: Element): void => {
    for (const child of childrenOf(element, ...stateElements)) {
      const { id } = child.attributes;
      let key = id?.replaceAll(".", "-") ?? `unnamed${keys.size}`;
      while (ids.has(key)) key += "-";
      keys.set(child, key);
      ids.set(key, id ?? key);
      if (id !== undefined) byId.set(id, key);
      visit(child);
    }
  };
  visit(root);
  return {
    ofElement: (element) => keys.get(element)!,
    ofId: (id) => {
      const key = byId.get(id);
      if (key === undefined) throw new Error(`the document names a state "${id}" that it doesn't have`);
      return key;
    },
    idOf: (key) => ids.get(key) ?? key,
  };
}
