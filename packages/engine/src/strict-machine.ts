import type { AnyStateMachine } from "xstate";
import { checkedDelay, MOST_MICROSTEPS } from "./compiled/chart.ts";
import { freezeConstantEvents } from "./compiled/constant-events.ts";
import { unhandled } from "./compiled/unhandled.ts";
import { ModelError } from "./errors.ts";

/** The event that is being delivered, until it has been looked at: only it must be handled, not raised ones nor `can()`. */
let delivering: object | undefined;

/** Marks the event that is being delivered. Engine only. */
export function markDelivery(event: object | undefined): void {
  delivering = event;
}

const copies = new WeakMap<AnyStateMachine, AnyStateMachine>();

function checking(name: string, implementation: unknown): (...args: unknown[]) => number {
  return (...args) => checkedDelay(name, typeof implementation === "function" ? implementation(...args) : implementation);
}

/** Throws where XState, asked for a delay that has no implementation, would fire at once. */
const missingDelays = new Proxy(
  {},
  {
    get(_target, name) {
      throw new ModelError(`delay "${String(name)}" has no implementation`, "BAD_DELAY");
    },
  },
);

interface Node {
  readonly id: string;
  readonly after: readonly { readonly delay: unknown }[];
  readonly invoke: readonly unknown[];
  readonly states: Readonly<Record<string, Node>>;
}

function checkNode(node: Node, delays: Readonly<Record<string, unknown>>): void {
  for (const { delay } of node.after) {
    if (typeof delay === "string" && !Object.hasOwn(delays, delay)) {
      throw new ModelError(`state "${node.id}": delay "${delay}" has no implementation`, "BAD_DELAY");
    }
  }
  if (node.invoke.length > 0)
    throw new ModelError(`state "${node.id}" invokes; make actors by emitting engine.spawn`, "UNSUPPORTED");
  for (const child of Object.values(node.states)) checkNode(child, delays);
}

/** Refuses a statechart with delays that have no implementation, and one that invokes. */
export function checkMachine(machine: AnyStateMachine): void {
  checkNode(machine.root as unknown as Node, machine.implementations.delays as Readonly<Record<string, unknown>>);
}

/**
 * A copy of a statechart that fails where XState is silent: at an event that no transition takes, at a delay that is
 * missing or not a number of at least 0, and at an endless chain of microsteps. One copy for each machine.
 */
export function strictMachine(machine: AnyStateMachine): AnyStateMachine {
  const known = copies.get(machine);
  if (known !== undefined) return known;
  checkMachine(machine);
  freezeConstantEvents(machine);
  const delays = machine.implementations.delays as Readonly<Record<string, unknown>>;
  const checked = Object.entries(delays).map(([name, implementation]) => [name, checking(name, implementation)]);
  const copy = machine.provide({}) as AnyStateMachine;
  const mutable = copy as unknown as { options: object; implementations: object };
  mutable.options = { ...mutable.options, maxIterations: MOST_MICROSTEPS };
  mutable.implementations = {
    ...mutable.implementations,
    delays: Object.assign(Object.create(missingDelays), Object.fromEntries(checked)),
  };
  const select = copy.getTransitionData.bind(copy);
  copy.getTransitionData = (snapshot, event) => {
    if (event !== delivering) return select(snapshot, event);
    delivering = undefined;
    const transitions = select(snapshot, event);
    if (transitions.length === 0 && !event.type.startsWith("xstate."))
      throw new ModelError(unhandled(event, snapshot.value), "UNHANDLED_EVENT");
    return transitions;
  };
  copies.set(machine, copy);
  return copy;
}
