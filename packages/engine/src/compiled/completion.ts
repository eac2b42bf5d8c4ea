import type { ModelEvent } from "../model-event.ts";
import type { StateNode } from "./definition.ts";
import type { Instance } from "./instance.ts";
import type { Operation } from "./operation.ts";
import type { Scratch } from "./scratch.ts";

/** The output of a final state, for the event that says that its parent is done. */
export function outputOf(instance: Instance, scratch: Scratch, { run, value }: Operation, event: ModelEvent): unknown {
  return run === undefined ? value : run({ context: scratch.context, event, self: instance.self });
}

/** The chart's output: that of its root, which is given the output of the state that completed it. */
export function machineOutput(instance: Instance, scratch: Scratch, completion: StateNode): unknown {
  const { root } = instance.chart;
  if (root.output === undefined) return undefined;
  const resolve = (output: unknown, event: ModelEvent): unknown =>
    typeof output === "function" ? output({ context: scratch.context, event, self: instance.self }) : output;
  const given =
    completion.output !== undefined && completion.parent !== undefined
      ? resolve(completion.output, scratch.event as ModelEvent)
      : undefined;
  return resolve(root.output, { type: `xstate.done.state.${completion.id}`, output: given });
}
