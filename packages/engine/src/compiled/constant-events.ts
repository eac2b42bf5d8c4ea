import type { AnyStateMachine } from "xstate";
import { implementationOf } from "./actions.ts";
import { actionsOf, allNodes, rootOf } from "./definition.ts";

/**
 * Freezes the events that stand in a machine's definition, to be emitted or raised: one object is sent again and again, so
 * whoever changed it would change what others are sent. In a simulation that fails, under both runtimes.
 */
export function freezeConstantEvents(machine: AnyStateMachine): void {
  for (const node of allNodes(rootOf(machine))) {
    for (const action of actionsOf(node)) {
      const event = implementationOf(machine, action)?.event;
      if (typeof event === "object" && event !== null) Object.freeze(event);
    }
  }
}
