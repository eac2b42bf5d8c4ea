import type { Configuration } from "./configuration.ts";
import { type History, isAtomic, isCompleted, isWithin, type StateNode, type Transition } from "./definition.ts";
import type { Operation } from "./operation.ts";
import { isPlain } from "./plain-step.ts";
import type { StepFunction } from "./step-code.ts";

/** One microstep of a chart, worked out: what is done in order, and what is active afterwards. */
export class Step {
  /** Exit actions, the transitions' actions, entry actions, and what completed states give rise to. */
  readonly operations: readonly Operation[];
  readonly next: Configuration;
  /** Whether the set of active states or what history states remember becomes another. */
  readonly changes: boolean;
  /** What history states remember from now on, beside what they did; undefined if nothing new. */
  readonly remembered: History | undefined;
  /** Whether it can be taken by the short way, see `isPlain`. */
  readonly plain: boolean;
  /** How often it has been taken at length. */
  taken = 0;
  /** Does its operations; undefined until it has been taken often. */
  run: StepFunction | undefined;

  constructor(operations: readonly Operation[], next: Configuration, changes: boolean, remembered: History | undefined) {
    this.operations = operations;
    this.next = next;
    this.changes = changes;
    this.remembered = remembered;
    this.plain = isPlain(operations, next, remembered);
  }
}

/** What history states below the states that are left remember: the active states in their order. */
export function rememberedOn(exit: readonly StateNode[], active: readonly StateNode[]): History | undefined {
  const remembered: Record<string, readonly StateNode[]> = {};
  for (const left of exit) {
    for (const node of Object.values(left.states)) {
      if (node.type !== "history") continue;
      remembered[node.id] =
        node.history === "deep"
          ? active.filter((one) => isAtomic(one) && isWithin(one, left))
          : active.filter((one) => one.parent === left);
    }
  }
  return Object.keys(remembered).length === 0 ? undefined : remembered;
}

/** How operations of a step are made. */
export interface OperationMaker {
  actions(references: readonly unknown[]): Operation[];
  /** Raises that a state is done, with the output of its final child. */
  done(node: StateNode, final: StateNode | undefined): Operation;
  /** The whole chart is done. */
  machineDone(completion: StateNode): Operation;
}

/** Operations of entering states, in document order; adds them to the active ones. Tells whether the chart is done then. */
export function entryOperations(
  make: OperationMaker,
  { entered, byDefault }: { entered: readonly StateNode[]; byDefault: ReadonlySet<StateNode> },
  active: Set<StateNode>,
): { operations: Operation[]; isDone: boolean } {
  const operations: Operation[] = [];
  const completed = new Set<StateNode>();
  let isDone = false;
  for (const node of entered) {
    active.add(node);
    operations.push(...make.actions(node.entry));
    if (byDefault.has(node)) operations.push(...make.actions(node.initial.actions));
    if (node.type !== "final") continue;
    const { parent } = node;
    let around = parent?.type === "parallel" ? parent : parent?.parent;
    let completion = around ?? node;
    if (parent?.type === "compound") operations.push(make.done(parent, node));
    while (around?.type === "parallel" && !completed.has(around) && isCompleted(active, around)) {
      completed.add(around);
      operations.push(make.done(around, undefined));
      completion = around;
      around = around.parent;
    }
    if (around !== undefined) continue;
    operations.push(make.machineDone(completion));
    isDone = true;
  }
  return { operations, isDone };
}

/** Actions of several transitions, one after another. */
export function transitionActions(transitions: readonly Transition[]): readonly unknown[] {
  return transitions.flatMap(({ actions }) => actions);
}
