import type { AnyStateMachine } from "xstate";
import type { ModelEvent } from "../model-event.ts";
import { ContextCopier } from "./context-copier.ts";
import type { ActionFunction, ActionReference, StateNode } from "./definition.ts";
import { type AuthorFunction, type Delay, Kind, Operation, type OperationFields } from "./operation.ts";
import type { OperationMaker } from "./step.ts";

const NO_FIELDS = {};

/** Looks up what a named delay stands for. */
export type NamedDelay = (name: string) => Delay;

/** Types of XState's built-in actions that run compiled. */
const BUILT_IN = new Set([
  "xstate.assign",
  "xstate.raise",
  "xstate.cancel",
  "xstate.emit",
  "xstate.sendTo",
  "xstate.log",
  "xstate.enqueueActions",
]);

/** Names the built-in action that can't run compiled, if a reference leads to one. */
export function unknownAction(machine: AnyStateMachine, reference: ActionReference): string | undefined {
  const implementation = implementationOf(machine, reference);
  if (typeof implementation !== "function" || implementation.resolve === undefined) return undefined;
  return BUILT_IN.has(implementation.type ?? "") ? undefined : (implementation.type ?? "an unknown action");
}

/** The function that a reference stands for; undefined if it has no implementation. */
export function implementationOf(machine: AnyStateMachine, reference: ActionReference): ActionFunction | undefined {
  if (typeof reference === "function") return reference;
  const name = typeof reference === "string" ? reference : reference.type;
  return (machine.implementations.actions as Record<string, ActionFunction | undefined>)[name];
}

/** Makes operations of a machine's actions, each once. */
export class ActionCompiler implements OperationMaker {
  readonly #machine: AnyStateMachine;
  readonly #namedDelay: NamedDelay;
  readonly #strict: boolean;
  readonly #initial: ContextCopier | undefined;
  readonly #known = new Map<unknown, Operation | undefined>();

  /** `strict`: contexts are JSON, and a named delay is a number whenever it is computed, as in a simulation. */
  constructor(machine: AnyStateMachine, namedDelay: NamedDelay, strict: boolean) {
    this.#machine = machine;
    this.#namedDelay = namedDelay;
    this.#strict = strict;
    this.#initial = this.#copier();
  }

  /** A copy of what makes the initial context, as `Object.assign({}, made)` gives. */
  copyContext(made: unknown): object {
    return this.#initial === undefined || typeof made !== "object" || made === null
      ? Object.assign({}, made)
      : this.#initial.copy(NO_FIELDS, made);
  }

  actions(references: readonly unknown[]): Operation[] {
    return references.map((reference) => this.action(reference as ActionReference)).filter((one) => one !== undefined);
  }

  /** The operation of an action; undefined if there is nothing to do. */
  action(reference: ActionReference): Operation | undefined {
    if (this.#known.has(reference)) return this.#known.get(reference);
    const made = this.#compile(reference);
    this.#known.set(reference, made);
    return made;
  }

  /** The operation of an action that is seen once, as collected by `enqueueActions`: only named ones are remembered. */
  passing(reference: ActionReference): Operation | undefined {
    return typeof reference === "string" ? this.action(reference) : (this.#known.get(reference) ?? this.#compile(reference));
  }

  done(node: StateNode, final: StateNode | undefined): Operation {
    return new Operation({ kind: Kind.stateDone, text: `xstate.done.state.${node.id}`, ...output(final?.output) });
  }

  machineDone(completion: StateNode): Operation {
    return new Operation({ kind: Kind.machineDone, node: completion });
  }

  #compile(reference: ActionReference): Operation | undefined {
    const implementation = implementationOf(this.#machine, reference);
    const params = typeof reference === "object" ? reference.params : undefined;
    const withParams = typeof params === "function" ? { computeParams: params as AuthorFunction } : { params };
    if (implementation === undefined) {
      return typeof params === "function" ? new Operation({ kind: Kind.custom, ...withParams }) : undefined;
    }
    if (implementation.resolve === undefined) return new Operation({ kind: Kind.custom, run: implementation, ...withParams });
    return new Operation({ ...this.#builtIn(implementation), ...withParams });
  }

  #builtIn(action: ActionFunction): OperationFields {
    switch (action.type) {
      case "xstate.assign":
        return { ...assignment(action.assignment), copier: this.#copier() };
      case "xstate.raise":
        return this.#raise(action);
      case "xstate.cancel":
        return { kind: Kind.cancel, id: action.sendId as string | AuthorFunction };
      case "xstate.emit":
        return { kind: Kind.emit, ...eventOf(action.event), constant: true };
      case "xstate.sendTo":
        return this.#sendTo(action);
      case "xstate.log":
        return { kind: Kind.log, text: action.label as string | undefined, ...output(action.value) };
      case "xstate.enqueueActions":
        return { kind: Kind.enqueue, run: action.collect as AuthorFunction, copier: this.#copier() };
      default:
        return { kind: Kind.fail, text: `action ${action.type} does not run compiled` };
    }
  }

  #raise({ event, id, delay }: ActionFunction): OperationFields {
    if (typeof event === "string") {
      return { kind: Kind.fail, text: `Only event objects may be used with raise; use raise({ type: "${event}" }) instead` };
    }
    const fields = { ...eventOf(event), id: id as string | undefined, constant: true };
    if (delay === undefined) return { kind: Kind.raise, ...fields };
    const alwaysDelayed = typeof delay === "string" && this.#strict;
    return { kind: Kind.raiseLater, ...fields, delay: this.#delay(delay), alwaysDelayed };
  }

  #sendTo({ to, event, id, delay }: ActionFunction): OperationFields {
    if (typeof event === "string") {
      return { kind: Kind.fail, text: `Only event objects may be used with sendTo; use sendTo({ type: "${event}" }) instead` };
    }
    return { kind: Kind.sendTo, ...eventOf(event), id: id as string | undefined, to, delay: this.#delay(delay) };
  }

  #copier(): ContextCopier | undefined {
    return this.#strict ? new ContextCopier() : undefined;
  }

  #delay(delay: unknown): Delay {
    return typeof delay === "string" ? this.#namedDelay(delay) : (delay as Delay);
  }
}

/** What `assign` does: a function that gives fields, or fields each of which is a value or a function. */
export function assignment(given: unknown): OperationFields {
  return typeof given === "function"
    ? { kind: Kind.assignFunction, run: given as AuthorFunction }
    : { kind: Kind.assignFields, value: given };
}

/** A constant event, or one that is computed. */
export function eventOf(event: unknown): Pick<OperationFields, "event" | "computeEvent"> {
  return typeof event === "function" ? { computeEvent: event as AuthorFunction } : { event: event as ModelEvent };
}

function output(given: unknown): Pick<OperationFields, "run" | "value"> {
  return typeof given === "function" ? { run: given as AuthorFunction } : { value: given };
}
