import type { AnyEventObject, AnyStateMachine } from "xstate";
import { ModelError } from "./errors.ts";
import { NEVER } from "./time.ts";

/** Longest chain of microsteps in one delivery; a chart that needs more has an endless loop of `always` or `raise`. */
const MOST_MICROSTEPS = 10_000;

/** The event that is being delivered: only it must be handled; raised events and `can()` may go unanswered. */
let delivering: object | undefined;

/** Marks the event that is being delivered. Engine only. */
export function markDelivery(event: object | undefined): void {
  delivering = event;
}

const copies = new WeakMap<AnyStateMachine, AnyStateMachine>();

function checkedDelay(name: string, implementation: unknown): (...args: unknown[]) => number {
  return (...args) => {
    const delay = typeof implementation === "function" ? implementation(...args) : implementation;
    if (typeof delay !== "number" || Number.isNaN(delay) || delay < 0) {
      throw new ModelError(`delay "${name}" is ${String(delay)}; allowed is a number of nanoseconds of at least 0, or NEVER`, "BAD_DELAY");
    }
    return Math.min(delay, NEVER);
  };
}

interface NodeWithDelays {
  readonly key: string;
  readonly after: readonly { readonly delay: unknown }[];
  readonly states: Readonly<Record<string, NodeWithDelays>>;
}

function checkDelaysExist(node: NodeWithDelays, delays: Readonly<Record<string, unknown>>, machine: string): void {
  for (const { delay } of node.after) {
    if (typeof delay === "string" && !(delay in delays)) {
      throw new ModelError(`statechart "${machine}", state "${node.key}": delay "${delay}" has no implementation`, "BAD_DELAY");
    }
  }
  for (const child of Object.values(node.states)) checkDelaysExist(child, delays, machine);
}

/**
 * A copy of a statechart that fails where XState is silent: at an event that no transition takes, at a delay that is
 * missing or not a number of at least 0, and at an endless chain of microsteps. One copy for each machine.
 */
export function strictMachine(machine: AnyStateMachine): AnyStateMachine {
  const known = copies.get(machine);
  if (known !== undefined) return known;
  const delays = machine.implementations.delays as Readonly<Record<string, unknown>>;
  checkDelaysExist(machine.root as unknown as NodeWithDelays, delays, machine.id);
  const copy = machine.provide({
    delays: Object.fromEntries(Object.entries(delays).map(([name, implementation]) => [name, checkedDelay(name, implementation)])),
  } as never) as AnyStateMachine;
  (copy as { options: unknown }).options = { ...(copy as { options?: object }).options, maxIterations: MOST_MICROSTEPS };
  const select = copy.getTransitionData.bind(copy);
  copy.getTransitionData = (snapshot, event) => {
    const transitions = select(snapshot, event);
    if (transitions.length === 0 && event === delivering && !event.type.startsWith("xstate.")) {
      throw new ModelError(unhandled(event, snapshot.value), "UNHANDLED_EVENT");
    }
    return transitions;
  };
  copies.set(machine, copy);
  return copy;
}

function unhandled(event: AnyEventObject, value: unknown): string {
  const text = JSON.stringify(event);
  const shown = text.length > 300 ? `${text.slice(0, 300)}…` : text;
  return `no transition takes event ${shown} in state ${JSON.stringify(value)}; to ignore it, say so: ${event.type}: {}`;
}
