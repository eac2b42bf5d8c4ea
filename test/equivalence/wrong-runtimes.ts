import { type AnyStateMachine, createActor } from "xstate";
import type { CreateActor, TestedActor } from "./runtime.ts";

/** What of XState's own the wrong variants change: 5.33. */
interface OpenActor {
  readonly system: { readonly scheduler: { cancel: unknown; cancelAll: unknown } };
  readonly _actorScope: { defer: (work: () => void) => void };
}

interface OpenNode {
  readonly entry: unknown[];
  readonly exit: unknown[];
  readonly states: Readonly<Record<string, OpenNode>>;
  readonly transitions: ReadonlyMap<string, { actions: unknown[]; reenter: boolean; guard: unknown }[]>;
}

function* nodes(node: OpenNode): Generator<OpenNode> {
  yield node;
  for (const child of Object.values(node.states)) yield* nodes(child);
}

/** XState's interpreter with something of the machine's resolved definition changed. */
const changing =
  (change: (node: OpenNode) => void): CreateActor =>
  (machine, setting) => {
    for (const node of nodes(machine.root as unknown as OpenNode)) change(node);
    return createActor(machine, setting as never) as unknown as TestedActor;
  };

const changingTransitions = (
  change: (transition: { actions: unknown[]; reenter: boolean; guard: unknown }) => void,
): CreateActor =>
  changing(({ transitions }) => {
    for (const transition of [...transitions.values()].flat()) change(transition);
  });

const opened = (machine: AnyStateMachine, setting: object, change: (actor: OpenActor) => void): TestedActor => {
  const actor = createActor(machine, setting as never);
  change(actor as unknown as OpenActor);
  return actor as unknown as TestedActor;
};

/** Runtimes that are wrong in one thing each, by what is wrong: a comparison that is worth anything finds them all. */
export const wrongRuntimes: Readonly<Record<string, CreateActor>> = {
  "runs entry actions backwards": changing(({ entry }) => {
    entry.reverse();
  }),
  "runs exit actions backwards": changing(({ exit }) => {
    exit.reverse();
  }),
  "drops the last action of a transition": changingTransitions((transition) => {
    transition.actions = transition.actions.slice(0, -1);
  }),
  "never reenters": changingTransitions((transition) => {
    transition.reenter = false;
  }),
  "takes every guard for true": changingTransitions((transition) => {
    transition.guard = undefined;
  }),
  "takes one named guard for its opposite": (machine, setting) => {
    const even = machine.implementations.guards.even as (seen: unknown) => boolean;
    Object.assign(machine.implementations.guards, { even: (seen: unknown) => !even(seen) });
    return createActor(machine, setting as never) as unknown as TestedActor;
  },
  "never cancels": (machine, setting) =>
    opened(machine, setting, ({ system }) => {
      system.scheduler.cancel = () => undefined;
    }),
  "goes on after stopping": (machine, setting) =>
    opened(machine, setting, ({ system }) => {
      system.scheduler.cancelAll = () => undefined;
    }),
  "emits and schedules at once": (machine, setting) =>
    opened(machine, setting, ({ _actorScope }) => {
      _actorScope.defer = (work) => work();
    }),
  "forgets history when saved": (machine, setting) => {
    const snapshot = setting.snapshot as object | undefined;
    const forgetful = snapshot === undefined ? setting : { ...setting, snapshot: { ...snapshot, historyValue: {} } };
    return createActor(machine, forgetful as never) as unknown as TestedActor;
  },
  "tells subscribers nothing": (machine, setting) => {
    const actor = createActor(machine, setting as never) as unknown as TestedActor;
    const subscribe = actor.subscribe.bind(actor);
    actor.subscribe = ({ error }) => subscribe(error === undefined ? {} : { error });
    return actor;
  },
};
