import type { AnyStateMachine } from "xstate";

/** What stands for an action in XState's resolved definition: a name, a name with parameters, or a function. */
export type ActionReference = string | { readonly type: string; readonly params?: unknown } | ActionFunction;

/** A custom action, or one of XState's built-in ones: those have `resolve` and a `type` such as `xstate.assign`. */
export interface ActionFunction {
  (arguments_: unknown, params: unknown): unknown;
  readonly type?: string;
  readonly resolve?: unknown;
  readonly [field: string]: unknown;
}

/** What stands for a guard: a name, a name with parameters, or a function. */
export type GuardReference = string | { readonly type: string; readonly params?: unknown } | GuardFunction;

/** A guard, or one of XState's built-in ones: those have `check`. */
export interface GuardFunction {
  (arguments_: unknown, params: unknown): unknown;
  readonly check?: unknown;
  readonly guards?: readonly GuardReference[];
  readonly stateValue?: unknown;
}

/** A transition as XState resolves it. */
export interface Transition {
  /** Absent: a transition without target; empty: one that goes nowhere. */
  readonly target: readonly StateNode[] | undefined;
  readonly source: StateNode;
  readonly reenter: boolean;
  readonly guard?: GuardReference;
  readonly actions: readonly ActionReference[];
}

/** A state of a machine as XState resolves it (5.33: `StateNode`). */
export interface StateNode {
  readonly id: string;
  readonly key: string;
  readonly type: "atomic" | "compound" | "parallel" | "final" | "history";
  /** Place in document order. */
  readonly order: number;
  readonly parent: StateNode | undefined;
  readonly states: Readonly<Record<string, StateNode>>;
  readonly entry: readonly ActionReference[];
  readonly exit: readonly ActionReference[];
  readonly initial: Transition;
  readonly always: readonly Transition[] | undefined;
  readonly after: readonly { readonly delay: unknown }[];
  /** By descriptor of events, in order of definition. */
  readonly transitions: ReadonlyMap<string, readonly Transition[]>;
  readonly invoke: readonly unknown[];
  readonly history: false | "shallow" | "deep";
  readonly output: unknown;
  readonly tags: readonly string[];
  readonly config: { readonly target?: string | StateNode | readonly (string | StateNode)[] };
}

/** What history states remember: by their id, the states that were active when their parent was left last. */
export type History = Readonly<Record<string, readonly StateNode[]>>;

/** The root of a machine's resolved definition. */
export function rootOf(machine: AnyStateMachine): StateNode {
  return machine.root as unknown as StateNode;
}

/** All states of a machine, parents before their children. */
export function allNodes(node: StateNode): StateNode[] {
  return [node, ...Object.values(node.states).flatMap(allNodes)];
}

/** The transitions that lead out of a state, or are taken within it. */
export function transitionsOf({ transitions, always }: StateNode): Transition[] {
  return [...transitions.values(), always ?? []].flat();
}

/** All actions that stand at a state: of its entry, its exit and its transitions. */
export function actionsOf(node: StateNode): ActionReference[] {
  return [node.entry, node.exit, node.initial.actions, ...transitionsOf(node).map(({ actions }) => actions)].flat();
}

/** The child states that can be active: all but history states. */
export function childrenOf(node: StateNode): StateNode[] {
  return Object.values(node.states).filter(({ type }) => type !== "history");
}

/** Whether a state has no children. */
export function isAtomic({ type }: StateNode): boolean {
  return type === "atomic" || type === "final";
}

/** Whether a state lies properly within another; within none (undefined) lies every state. */
export function isWithin(node: StateNode, ancestor: StateNode | undefined): boolean {
  for (let parent = node.parent; parent !== undefined; parent = parent.parent) if (parent === ancestor) return true;
  return ancestor === undefined;
}

/** The states around one, from its parent outwards, up to another that is left out. */
export function ancestorsOf(node: StateNode, upTo: StateNode | undefined): StateNode[] {
  const ancestors: StateNode[] = [];
  if (node === upTo) return ancestors;
  for (let parent = node.parent; parent !== undefined && parent !== upTo; parent = parent.parent) ancestors.push(parent);
  return ancestors;
}

/** Whether a state is completed: a final child is active, or, if it is parallel, every region is completed. */
export function isCompleted(active: ReadonlySet<StateNode>, node: StateNode): boolean {
  if (node.type === "compound") return childrenOf(node).some((child) => child.type === "final" && active.has(child));
  if (node.type === "parallel") return childrenOf(node).every((child) => isCompleted(active, child));
  return node.type === "final";
}
