import { ancestorsOf, childrenOf, type History, isWithin, type StateNode, type Transition } from "./definition.ts";
import { toArray } from "./lists.ts";

/** A history state's targets while it remembers nothing, and whether they are those of its parent's own start. */
interface HistoryDefault {
  readonly target: readonly StateNode[];
  readonly ofParent: boolean;
}

/**
 * Which states a set of transitions leaves and enters: the sets of the SCXML algorithm (W3C, State Chart XML, appendix D),
 * with XState 5's own rules for what counts as re-entered. Remembers whether the answer rested on history.
 */
export class StateSets {
  /** Whether what history states remember has been asked for. */
  askedHistory = false;
  readonly #history: History;
  readonly #entered = new Set<StateNode>();
  readonly #byDefault = new Set<StateNode>();

  constructor(history: History) {
    this.#history = history;
  }

  /** Drops transitions that would leave what an earlier one leaves too; one from further inside goes before. */
  withoutConflicts(transitions: readonly Transition[], active: readonly StateNode[]): readonly Transition[] {
    if (transitions.length < 2) return transitions;
    const kept = new Set<Transition>();
    for (const transition of transitions) {
      const left = this.exitSet([transition], active);
      const rivals = [...kept].filter((other) => this.exitSet([other], active).some((node) => left.includes(node)));
      const preempting = rivals.findIndex((other) => !isWithin(transition.source, other.source));
      if (preempting !== -1) continue;
      for (const other of rivals) kept.delete(other);
      kept.add(transition);
    }
    return [...kept];
  }

  /** The active states that transitions leave, in no particular order. */
  exitSet(transitions: readonly Transition[], active: readonly StateNode[]): StateNode[] {
    const left = new Set<StateNode>();
    for (const transition of transitions) {
      if (transition.target === undefined || transition.target.length === 0) continue;
      const domain = this.#domain(transition);
      if (transition.reenter && transition.source === domain) left.add(domain);
      for (const node of active) if (isWithin(node, domain)) left.add(node);
    }
    return [...left];
  }

  /** The states that transitions enter, in document order, and those of them whose own start is taken. */
  entrySet(transitions: readonly Transition[]): { entered: StateNode[]; byDefault: Set<StateNode> } {
    for (const transition of transitions) this.#enter(transition);
    return { entered: [...this.#entered].sort((a, b) => a.order - b.order), byDefault: this.#byDefault };
  }

  #enter(transition: Transition): void {
    const { source, reenter } = transition;
    const domain = this.#domain(transition);
    for (const node of transition.target ?? []) {
      if (node.type !== "history" && (source !== node || source !== domain || reenter)) this.#addByDefault(node);
      this.#addDescendants(node);
    }
    const within = source.parent === undefined && reenter ? undefined : domain;
    for (const node of this.#effectiveTargets(transition)) {
      const ancestors = ancestorsOf(node, domain);
      if (domain?.type === "parallel") ancestors.push(domain);
      this.#addAncestors(ancestors, within);
    }
  }

  #addByDefault(node: StateNode): void {
    this.#entered.add(node);
    this.#byDefault.add(node);
  }

  #addDescendants(node: StateNode): void {
    if (node.type === "history") {
      this.#addRemembered(node);
    } else if (node.type === "compound") {
      const [first] = node.initial.target as readonly [StateNode];
      if (first.type !== "history") this.#addByDefault(first);
      this.#addDescendants(first);
      this.#addAncestors(ancestorsOf(first, node), undefined);
    } else if (node.type === "parallel") {
      for (const region of childrenOf(node)) {
        if (this.#isEnteredWithin(region)) continue;
        this.#addByDefault(region);
        this.#addDescendants(region);
      }
    }
  }

  #addRemembered(node: StateNode): void {
    const remembered = this.#remembered(node);
    const { target, ofParent } = remembered === undefined ? historyDefault(node) : { target: remembered, ofParent: false };
    for (const one of target) {
      this.#entered.add(one);
      if (ofParent) this.#byDefault.add(node.parent as StateNode);
      this.#addDescendants(one);
    }
    for (const one of target) this.#addAncestors(ancestorsOf(one, node.parent), undefined);
  }

  #addAncestors(ancestors: readonly StateNode[], within: StateNode | undefined): void {
    for (const ancestor of ancestors) {
      if (within === undefined || isWithin(ancestor, within)) this.#entered.add(ancestor);
      if (ancestor.type !== "parallel") continue;
      for (const region of childrenOf(ancestor)) {
        if (this.#isEnteredWithin(region)) continue;
        this.#entered.add(region);
        this.#addDescendants(region);
      }
    }
  }

  #isEnteredWithin(region: StateNode): boolean {
    for (const node of this.#entered) if (isWithin(node, region)) return true;
    return false;
  }

  #remembered(node: StateNode): readonly StateNode[] | undefined {
    this.askedHistory = true;
    return this.#history[node.id];
  }

  #effectiveTargets({ target }: { readonly target: readonly StateNode[] | undefined }): Set<StateNode> {
    const targets = new Set<StateNode>();
    for (const node of target ?? []) {
      if (node.type !== "history") targets.add(node);
      else for (const one of this.#remembered(node) ?? this.#effectiveTargets(historyDefault(node))) targets.add(one);
    }
    return targets;
  }

  /** The innermost state that a transition does not leave; undefined if it leaves the root. */
  #domain(transition: Transition): StateNode | undefined {
    const { source, reenter } = transition;
    const targets = [...this.#effectiveTargets(transition)];
    if (!reenter && targets.every((node) => node === source || isWithin(node, source))) return source;
    const [head = source, ...others] = [...targets, source];
    const common = ancestorsOf(head, undefined).find((ancestor) => others.every((node) => isWithin(node, ancestor)));
    if (common !== undefined || reenter) return common;
    return rootAbove(source);
  }
}

function rootAbove(node: StateNode): StateNode {
  return node.parent === undefined ? node : rootAbove(node.parent);
}

function historyDefault(node: StateNode): HistoryDefault {
  const parent = node.parent as StateNode;
  const targets = node.config.target;
  if (targets === undefined || targets === "") {
    if (parent.type === "parallel") return { target: [parent], ofParent: false };
    return { target: parent.initial.target ?? [], ofParent: true };
  }
  return {
    target: toArray(targets).map((target) => (typeof target === "string" ? nodeAt(parent, target) : target)),
    ofParent: false,
  };
}

/** The state at a path of keys below another (a backslash makes the dot after it part of a key), or of that id. */
function nodeAt(parent: StateNode, path: string): StateNode {
  if (path.startsWith("#")) {
    const { machine } = parent as unknown as { machine: { getStateNodeById(id: string): unknown } };
    return machine.getStateNodeById(path) as StateNode;
  }
  let node = parent;
  for (const key of keysOf(path)) {
    if (key === "") break;
    const child: StateNode | undefined = node.states[key];
    if (child === undefined) throw new Error(`Child state '${key}' does not exist on '${node.id}'`);
    node = child;
  }
  return node;
}

function keysOf(path: string): string[] {
  const parts = path.match(/(?:\\[\s\S]?|[^.\\])+|(?<=^|\.)(?=\.|$)/g) ?? [];
  return parts.map((part) => part.replace(/\\([\s\S]?)/g, "$1"));
}
