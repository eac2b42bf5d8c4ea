import { actionsOf } from "./actions.ts";
import { guardOf } from "./condition.ts";
import { readContents } from "./content.ts";
import type { Document } from "./document.ts";
import { childrenOf, type Element, wordsOf } from "./element.ts";
import { covers, descriptorOf } from "./event.ts";
import type { StateDefinition } from "./setup.ts";
import { stateElements } from "./state-names.ts";

/** The transitions of a state: those without an event, and those of each descriptor. */
export type Transitions = Pick<StateDefinition, "always" | "on">;

/** Converts the transitions of a state. */
export function transitionsOf(state: Element, document: Document): Transitions {
  const all = childrenOf(state, "transition").map((element) => ({
    descriptors: wordsOf(element.attributes.event).map((word) => descriptorOf(word, document.names)),
    definition: transitionOf(element, state, document),
  }));
  const always = all.filter(({ descriptors }) => descriptors.length === 0).map(({ definition }) => definition);
  const keys = new Set(all.flatMap(({ descriptors }) => descriptors));
  const on = Object.fromEntries([...keys].map((key) => [key, candidates(key, all)]));
  return { ...(always.length > 0 ? { always } : {}), ...(keys.size > 0 ? { on } : {}) } as Transitions;
}

/**
 * The transitions under one descriptor. SCXML takes the first in the document that matches; XState the most special
 * descriptor first. So a special one repeats those that are more general and stand before its last.
 */
function candidates<Definition>(
  key: string,
  all: readonly { descriptors: readonly string[]; definition: Definition }[],
): Definition[] {
  const last = all.findLastIndex(({ descriptors }) => descriptors.includes(key));
  return all
    .slice(0, last + 1)
    .filter(({ descriptors }) => descriptors.some((descriptor) => covers(descriptor, key)))
    .map(({ definition }) => definition);
}

function transitionOf(element: Element, source: Element, document: Document) {
  const { cond, target } = element.attributes;
  const targets = wordsOf(target).map((id) => `#${document.names.ofId(id)}`);
  const actions = actionsOf(readContents(element, document), document);
  return {
    ...(targets.length > 0 ? { target: targets, reenter: !isInternal(element, source) } : {}),
    ...(cond === undefined ? {} : { guard: guardOf(cond, document) }),
    ...(actions.length > 0 ? { actions } : {}),
  };
}

/** Whether a transition leaves its state not: one of type internal from a compound state into that state. */
function isInternal(element: Element, source: Element): boolean {
  if (element.attributes.type !== "internal" || source.name !== "state") return false;
  const inside = new Set(idsIn(source));
  return inside.size > 0 && wordsOf(element.attributes.target).every((id) => inside.has(id));
}

const idsIn = (element: Element): string[] =>
  childrenOf(element, ...stateElements).flatMap((child) => [child.attributes.id ?? "", ...idsIn(child)]);
