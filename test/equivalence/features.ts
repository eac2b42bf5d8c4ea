import { type Action, actionsOf, type Case, type Guard, type StateBlueprint, stateNodes, transitionsOf } from "./blueprint.ts";
import type { Observed } from "./record.ts";

/** What a case has of XState's features, in its machine or in what came to pass. */
export function featuresOf(what: Case, observed: readonly Observed[]): Set<string> {
  const found = new Set<string>();
  const { machine } = what;
  found.add(`context ${machine.context}`);
  if (machine.output !== undefined) found.add(`machine output ${machine.output}`);
  found.add(`depth ${depthOf(machine.root)}`);
  for (const state of stateNodes(machine.root)) ofState(state, machine.root, found);
  for (const { step } of what.steps) found.add(`step ${step}`);
  for (const one of observed) ofObserved(one, found);
  return found;
}

function depthOf(state: StateBlueprint): number {
  return Math.max(0, ...(state.states ?? []).map((child) => 1 + depthOf(child)));
}

function ofState(state: StateBlueprint, root: StateBlueprint, found: Set<string>): void {
  const place = state === root ? "root" : "state";
  found.add(`${place} ${state.type}`);
  if (state.type === "history") found.add(`history ${state.history} ${state.target === undefined ? "without" : "with"} default`);
  if (state.type === "final" && state.output !== undefined) found.add(`final output ${state.output}`);
  if (state.states?.some(({ type }) => type === "final")) found.add(`final in ${state === root ? "root" : state.type}`);
  if (state.id !== undefined) found.add("own id");
  if (/^\d+$/.test(state.key)) found.add("integer-like key");
  for (const part of ["entry", "exit", "always", "after", "onDone", "initialActions", "tags", "meta"] as const)
    if (state[part] !== undefined) found.add(part);
  for (const { descriptor, forbidden } of state.on ?? []) {
    if (descriptor === "*") found.add("wildcard");
    else if (descriptor.endsWith(".*")) found.add("partial wildcard");
    if (forbidden !== undefined) found.add(`forbidden ${forbidden}`);
  }
  for (const { delay } of state.after ?? []) found.add(`after ${typeof delay === "number" ? "number" : delay}`);
  ofTransitions(state, found);
  for (const action of actionsOf(state)) ofAction(action, found);
}

function ofTransitions(state: StateBlueprint, found: Set<string>): void {
  for (const { targets, guard, actions, reenter } of transitionsOf(state)) {
    if (reenter === true) found.add("reenter");
    if (targets === undefined) found.add("targetless");
    else if (targets.length > 1) found.add("several targets");
    for (const target of targets ?? [])
      found.add(target.startsWith("#") ? "target id" : target.startsWith(".") ? "target child" : "target sibling");
    if (actions !== undefined) found.add("transition actions");
    if (guard !== undefined) ofGuard(guard, found);
  }
  const lists = [
    ...(state.on ?? []).map(({ transitions }) => transitions),
    ...(state.after ?? []).map(({ transitions }) => transitions),
  ];
  if (lists.some((list) => list.length > 1 && list[0]?.guard !== undefined)) found.add("guarded alternatives");
}

function ofGuard(guard: Guard, found: Set<string>): void {
  found.add(guard.guard === "named" ? `guard ${guard.name}` : `guard ${guard.guard}`);
  if (guard.guard === "params") found.add(`guard params ${guard.dynamic ? "dynamic" : "static"}`);
  if (guard.guard === "not") ofGuard(guard.of, found);
  else if (guard.guard === "and" || guard.guard === "or") for (const inner of guard.of) ofGuard(inner, found);
}

function ofAction(action: Action, found: Set<string>): void {
  const { action: kind } = action;
  found.add(`action ${kind}`);
  if (kind === "assign") found.add(`assign ${action.form}`);
  if (kind === "inline" && action.peek === true) found.add("action reads snapshot");
  if (kind === "named") found.add(`action params ${action.params ?? "none"}`);
  if (kind === "emit") found.add(`emit ${action.dynamic === true ? "function" : "static"}`);
  if (kind === "raise" || kind === "send") {
    found.add(`${kind} ${action.delay === undefined ? "at once" : "delayed"}`);
    if (action.id !== undefined) found.add(`${kind} with id`);
    if (action.delay !== undefined) found.add(`delay ${typeof action.delay === "number" ? "number" : action.delay}`);
  }
  if (kind === "enqueue" && action.check !== undefined) {
    found.add("enqueue check");
    ofGuard(action.check, found);
  }
}

function ofObserved({ happened, snapshot, saved, pending, step }: Observed, found: Set<string>): void {
  const { status, error } = snapshot as { readonly status: string; readonly error: string | undefined };
  found.add(`ends ${status}`);
  if (pending.length > 0) found.add(step === "restore" ? "pending after restore" : "pending delays");
  for (const entry of happened as readonly (readonly unknown[])[]) {
    found.add(`seen ${entry[0]}`);
    const [family] = /^xstate\.[a-z]+/.exec(String(entry[3])) ?? [];
    if (family !== undefined) found.add(`seen event ${family}`);
  }
  const { historyValue = {} } = (saved ?? {}) as { readonly historyValue?: object };
  if (Object.keys(historyValue).length > 0) found.add("history remembered");
  if (error === undefined) return;
  const cause = ["Infinite loop", "endless", "guard", "action", "assign", "delay", "output"].find((word) => error.includes(word));
  found.add(`error ${cause ?? "other"}`);
}
