import type { AnyStateMachine } from "xstate";
import { implementationOf, unknownAction } from "./actions.ts";
import {
  type ActionReference,
  actionsOf,
  allNodes,
  type GuardReference,
  rootOf,
  type StateNode,
  transitionsOf,
} from "./definition.ts";
import { isUnknownGuard } from "./guards.ts";

/** A feature of XState that the compiled runtime does not have, and the state whose definition uses it. */
export interface UnsupportedFeature {
  /** Id of the state. */
  readonly state: string;
  /** What it uses, such as `invoke`. */
  readonly feature: string;
}

/** A chart's author calls `spawn` in an assignment: the definition doesn't show it, but the function's text does. */
const CALLS_SPAWN = /\bspawn\b/;

/** What a function of `enqueueActions` may enqueue that does not run compiled. */
const ENQUEUES = /\b(?:spawnChild|stopChild|sendParent|forwardTo)\b|(?<!\.)\bspawn(?=\s*\()/;

/** The same for an action that is kept outside of the function, of which nothing is known there. */
const enqueuesKept = (enqueue: string) =>
  new RegExp(`(?<![\\w$])${enqueue.replaceAll("$", "\\$")}\\(\\s*(?!function\\b|async\\b)[A-Za-z_$][\\w$.]*\\s*\\)`);

/** Where a function takes `enqueue` under a name of its own. */
const RENAMES = /\benqueue\s*:\s*([\w$]+)/;

/**
 * Which features of a machine the compiled runtime can't run, with the state at which they stand; none: it compiles.
 * What makes child actors (`invoke`, `spawnChild`, `stopChild`, `spawn` in an assignment) runs on XState's interpreter
 * only. Inside functions it is found by its name: one that hides it, in a function that it calls, fails the chart. What
 * `enqueueActions` is given by name, or as a variable, may be any action, so it counts as one that does not compile if there is one.
 */
export function unsupportedFeatures(machine: AnyStateMachine): readonly UnsupportedFeature[] {
  if (typeof machine !== "object" || machine === null || !("root" in machine))
    throw new TypeError("what is given is no state machine; allowed is what XState's createMachine makes");
  const context = (machine.config as { readonly context?: unknown }).context;
  const found = allNodes(rootOf(machine)).flatMap((node) =>
    [...new Set(featuresOf(machine, node))].map((feature) => ({ state: node.id, feature })),
  );
  if (typeof context === "function" && CALLS_SPAWN.test(context.toString()))
    found.unshift({ state: machine.id, feature: "spawn in the initial context" });
  return found;
}

function featuresOf(machine: AnyStateMachine, node: StateNode): string[] {
  const actions = actionsOf(node);
  const guards = transitionsOf(node)
    .map(({ guard }) => guard)
    .filter((guard) => isUnknown(machine, guard));
  return [
    ...(node.invoke.length > 0 ? ["invoke"] : []),
    ...actions.flatMap((action) => unknownAction(machine, action) ?? []),
    ...(actions.some((action) => spawns(machine, action)) ? ["spawn in assign"] : []),
    ...actions.flatMap((action) => enqueued(machine, action) ?? []),
    ...(guards.length > 0 ? ["a guard of an unknown kind"] : []),
  ];
}

function isUnknown(machine: AnyStateMachine, guard: GuardReference | undefined): boolean {
  if (guard === undefined || typeof guard === "function") return isUnknownGuard(guard);
  const name = typeof guard === "string" ? guard : guard.type;
  return isUnknownGuard((machine.implementations.guards as Record<string, GuardReference | undefined>)[name]);
}

function spawns(machine: AnyStateMachine, action: ActionReference): boolean {
  const implementation = implementationOf(machine, action);
  if (implementation?.type !== "xstate.assign") return false;
  const { assignment } = implementation;
  const functions = typeof assignment === "function" ? [assignment] : Object.values(assignment as object);
  return functions.some((one) => typeof one === "function" && CALLS_SPAWN.test(one.toString()));
}

function enqueued(machine: AnyStateMachine, action: ActionReference): string | undefined {
  const implementation = implementationOf(machine, action);
  if (implementation?.type !== "xstate.enqueueActions") return undefined;
  const text = String(implementation.collect);
  const [, name = "enqueue"] = RENAMES.exec(text) ?? [];
  const [found = enqueuesKept(name).exec(text)?.[0]] = ENQUEUES.exec(text) ?? [];
  if (found !== undefined) return `${found} in enqueueActions`;
  // By its name, any of the machine's actions can be enqueued.
  const unknown = Object.keys(machine.implementations.actions).flatMap((name) => unknownAction(machine, name) ?? []);
  return unknown.length === 0 ? undefined : `enqueueActions beside ${unknown[0]}`;
}
