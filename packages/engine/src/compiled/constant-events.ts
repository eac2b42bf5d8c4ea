import type { AnyStateMachine } from "xstate";
import { implementationOf } from "./actions.ts";
import { type ActionFunction, actionsOf, allNodes, rootOf } from "./definition.ts";

/**
 * Freezes the events that stand in a machine's definition, to be emitted or raised: one object is sent again and again, so
 * whoever changed it would change what others are sent. In a simulation that fails, under both runtimes.
 */
export function freezeConstantEvents(machine: AnyStateMachine): void {
  const standing = allNodes(rootOf(machine)).flatMap((node) =>
    actionsOf(node).map((action) => implementationOf(machine, action)),
  );
  // Those of `setup` that stand nowhere may be enqueued by name.
  const named = Object.values(machine.implementations.actions) as (ActionFunction | undefined)[];
  for (const action of [...standing, ...named]) {
    const event = action?.event;
    if (typeof event === "object" && event !== null) Object.freeze(event);
  }
}
