import type { Chart } from "./chart.ts";
import { childrenOf, isAtomic, type StateNode } from "./definition.ts";
import type { EventlessSelection, Selection } from "./selection.ts";
import type { Step } from "./step.ts";

/** A chart's state value: the key of the active child, or for each of several regions that of its own. */
export type StateValue = string | { readonly [key: string]: StateValue };

/**
 * A set of states that are active together, in the order in which XState holds them (on which the order of eventless
 * transitions rests). An object for each that occurs, shared by all actors of the machine; what follows from it
 * (value, tags, which transitions an event enables, steps) is worked out when first asked for, and kept.
 */
export class Configuration {
  readonly chart: Chart;
  readonly nodes: readonly StateNode[];
  readonly value: StateValue;
  readonly tags: readonly string[];
  /** The types of event that have come, and at the same places which transitions an event of that type can enable. */
  readonly types: string[] = [];
  readonly selections: Selection[] = [];
  /** Which eventless transitions there are; undefined if none. */
  readonly eventless: EventlessSelection | undefined;
  /** Steps by the number of the transition taken; by their numbers, joined, if there are several. */
  readonly steps = new Map<number | string, Step>();

  constructor(
    chart: Chart,
    nodes: readonly StateNode[],
    eventless: (nodes: readonly StateNode[]) => EventlessSelection | undefined,
  ) {
    this.chart = chart;
    this.nodes = nodes;
    this.value = stateValue(chart.root, nodes);
    this.tags = [...new Set(nodes.flatMap(({ tags }) => tags))];
    this.eventless = eventless(nodes);
  }

  /** What names it in code that is generated for it. */
  get title(): string {
    return `${this.chart.machine.id} ${JSON.stringify(this.value)}`;
  }

  /** Forgets what has been worked out for events. */
  forget(): void {
    this.types.length = 0;
    this.selections.length = 0;
    this.steps.clear();
  }

  /** What an event of a type can enable; undefined if none of that type has come yet. States know few types, so they are gone through. */
  selection(type: string): Selection | undefined {
    const { types } = this;
    for (let index = 0; index < types.length; index += 1) if (types[index] === type) return this.selections[index];
    return undefined;
  }
}

/** All states that are active if some are: with the start of what has no active child, and everything around. */
function completed(nodes: readonly StateNode[]): Set<StateNode> {
  const given = new Set(nodes);
  const withChild = new Set(nodes.map(({ parent }) => parent));
  const all = new Set(nodes);
  for (const node of all) {
    if (node.type === "compound" && !withChild.has(node)) {
      for (const one of startOf(node)) all.add(one);
    } else if (node.type === "parallel") {
      for (const region of childrenOf(node))
        if (!given.has(region) && !all.has(region)) for (const one of startOf(region)) all.add(one);
    }
  }
  for (const node of all) for (let { parent } = node; parent !== undefined; parent = parent.parent) all.add(parent);
  return all;
}

/** A state and those within it that are active at its start. */
export function startOf(node: StateNode): Set<StateNode> {
  const start = new Set<StateNode>();
  const add = (one: StateNode): void => {
    if (start.has(one)) return;
    start.add(one);
    if (one.type === "compound") add((one.initial.target as readonly [StateNode])[0]);
    else if (one.type === "parallel") for (const region of childrenOf(one)) add(region);
  };
  add(node);
  return start;
}

function stateValue(root: StateNode, nodes: readonly StateNode[]): StateValue {
  const children = new Map<StateNode, StateNode[]>();
  for (const node of completed(nodes)) {
    if (!children.has(node)) children.set(node, []);
    if (node.parent === undefined) continue;
    const siblings = children.get(node.parent);
    if (siblings === undefined) children.set(node.parent, [node]);
    else siblings.push(node);
  }
  const valueAt = (node: StateNode): StateValue => {
    const active = children.get(node) ?? [];
    if (node.type === "compound") {
      const child = active[0];
      if (child === undefined) return {};
      if (isAtomic(child)) return child.key;
    }
    return Object.fromEntries(active.map((child) => [child.key, valueAt(child)]));
  };
  return valueAt(root);
}
