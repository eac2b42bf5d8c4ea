import { type AnyStateMachine, and, matchesState, not, or, stateIn } from "xstate";
import type { ModelEvent } from "../model-event.ts";
import type { Configuration } from "./configuration.ts";
import type { GuardFunction, GuardReference, StateNode } from "./definition.ts";

/** A compiled guard: whether it holds for a context and an event, while a configuration is active. */
export type Guard = (context: unknown, event: ModelEvent, configuration: Configuration) => boolean;

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
    return () => {
      throw new Error(`Guard '${name}' is not implemented.'.`);
    };
  }
  if (typeof implementation !== "function") return compileGuard(machine, implementation);
  return compileFunction(machine, implementation, typeof reference === "string" ? undefined : reference.params);
}

function compileFunction(machine: AnyStateMachine, guard: GuardFunction, params: unknown): Guard {
  if (guard.check !== undefined) return compileBuiltIn(machine, guard);
  if (typeof params === "function") {
    return (context, event) => {
      const arguments_ = { context, event };
      return Boolean(guard(arguments_, params({ context, event })));
    };
  }
  return (context, event) => Boolean(guard({ context, event }, params));
}

function compileBuiltIn(machine: AnyStateMachine, guard: GuardFunction): Guard {
  if (guard.check === kinds.stateIn) return compileStateIn(machine, guard.stateValue);
  const parts = (guard.guards ?? []).map((part) => compileGuard(machine, part));
  if (guard.check === kinds.and) return (...all) => parts.every((part) => part(...all));
  if (guard.check === kinds.or) return (...all) => parts.some((part) => part(...all));
  const [part] = parts as [Guard];
  return (...all) => !part(...all);
}

/** Whether a guard is one of XState's own that is not known here. */
export function isUnknownGuard(reference: GuardReference | undefined): boolean {
  if (typeof reference !== "function" || reference.check === undefined) return false;
  return !Object.values(kinds).includes(reference.check) || (reference.guards ?? []).some(isUnknownGuard);
}

function compileStateIn(machine: AnyStateMachine, stateValue: unknown): Guard {
  if (typeof stateValue === "string" && stateValue.startsWith("#")) {
    return (_context, _event, { nodes }) => nodes.includes(machine.getStateNodeById(stateValue) as unknown as StateNode);
  }
  return (_context, _event, { value }) => matchesState(stateValue as never, value as never);
}
