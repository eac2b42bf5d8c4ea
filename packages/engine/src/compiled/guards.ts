import { type AnyStateMachine, and, matchesState, not, or, stateIn } from "xstate";
import type { ModelEvent } from "../model-event.ts";
import type { Configuration } from "./configuration.ts";
import type { GuardFunction, GuardReference, StateNode } from "./definition.ts";

/** A compiled guard. */
export interface Guard {
  /** Whether it holds for a context and an event, while a configuration is active. */
  readonly holds: (context: unknown, event: ModelEvent, configuration: Configuration) => boolean;
  /** What it is made of, where that can be written out as code. */
  readonly parts: GuardParts | undefined;
}

/** What a guard is made of: a function of the machine's author, or others that are joined. */
export type GuardParts =
  | { readonly kind: "function"; readonly run: GuardFunction; readonly params: unknown }
  | { readonly kind: "and" | "or" | "not"; readonly of: readonly Guard[] };

/** XState's own guards are told apart by their `check`, which is one function for each kind. */
const kinds = {
  and: checkOf(and([])),
  or: checkOf(or([])),
  not: checkOf(not(() => true)),
  stateIn: checkOf(stateIn("")),
};

function checkOf(guard: unknown): unknown {
  return (guard as GuardFunction).check;
}

/** Compiles a guard; one without implementation throws when it is asked, as in XState. */
export function compileGuard(machine: AnyStateMachine, reference: GuardReference): Guard {
  if (typeof reference === "function") return compileFunction(machine, reference, undefined);
  const name = typeof reference === "string" ? reference : reference.type;
  const implementation = (machine.implementations.guards as Record<string, GuardReference | undefined>)[name];
  if (implementation === undefined) {
    const holds = () => {
      throw new Error(`Guard '${name}' is not implemented.'.`);
    };
    return { holds, parts: undefined };
  }
  if (typeof implementation !== "function") return compileGuard(machine, implementation);
  return compileFunction(machine, implementation, typeof reference === "string" ? undefined : reference.params);
}

function compileFunction(machine: AnyStateMachine, guard: GuardFunction, params: unknown): Guard {
  if (guard.check !== undefined) return compileBuiltIn(machine, guard);
  const parts: GuardParts = { kind: "function", run: guard, params };
  if (typeof params === "function") {
    return { holds: (context, event) => Boolean(guard({ context, event }, params({ context, event }))), parts };
  }
  return { holds: (context, event) => Boolean(guard({ context, event }, params)), parts };
}

function compileBuiltIn(machine: AnyStateMachine, guard: GuardFunction): Guard {
  if (guard.check === kinds.stateIn) return { holds: compileStateIn(machine, guard.stateValue), parts: undefined };
  const of = (guard.guards ?? []).map((part) => compileGuard(machine, part));
  if (guard.check === kinds.and) return { holds: (...all) => of.every(({ holds }) => holds(...all)), parts: { kind: "and", of } };
  if (guard.check === kinds.or) return { holds: (...all) => of.some(({ holds }) => holds(...all)), parts: { kind: "or", of } };
  const [part] = of as [Guard];
  return { holds: (...all) => !part.holds(...all), parts: { kind: "not", of } };
}

/** Whether a guard is one of XState's own that is not known here. */
export function isUnknownGuard(reference: GuardReference | undefined): boolean {
  if (typeof reference !== "function" || reference.check === undefined) return false;
  return !Object.values(kinds).includes(reference.check) || (reference.guards ?? []).some(isUnknownGuard);
}

function compileStateIn(machine: AnyStateMachine, stateValue: unknown): Guard["holds"] {
  if (typeof stateValue === "string" && stateValue.startsWith("#")) {
    return (_context, _event, { nodes }) => nodes.includes(machine.getStateNodeById(stateValue) as unknown as StateNode);
  }
  return (_context, _event, { value }) => matchesState(stateValue as never, value as never);
}
