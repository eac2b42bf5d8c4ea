import type { ModelEvent } from "../model-event.ts";
import type { Configuration } from "./configuration.ts";
import type { Instance } from "./instance.ts";
import { comeToRest, endless } from "./macrostep.ts";
import { takeStep } from "./microstep.ts";
import type { Scratch } from "./scratch.ts";
import type { Step } from "./step.ts";

/** Where {@link restAfter} has met a step that does something: read at once, before anything else can run. */
const pause: { step: Step | undefined; configuration: Configuration | undefined; microsteps: number; changed: boolean } = {
  step: undefined,
  configuration: undefined,
  microsteps: 0,
  changed: false,
};

/**
 * Comes to rest after a step, as long as eventless transitions only change states: returns those that are active then.
 * Undefined if one does more; {@link goOnFromPause} goes on there.
 */
export function restAfter(
  instance: Instance,
  from: Configuration,
  context: unknown,
  event: ModelEvent,
): Configuration | undefined {
  const { chart } = from;
  let configuration = from;
  let changed = false;
  // One microstep finds nothing more: it counts as any other.
  for (let microsteps = 1, eventless = true; ; microsteps += 1) {
    if (microsteps > chart.mostMicrosteps) throw endless(chart.mostMicrosteps);
    const enabled = eventless ? configuration.eventless?.select(context, event, configuration) : undefined;
    if (enabled === undefined) break;
    const step = chart.step(configuration, enabled, instance.history);
    if (step.operations.length > 0 || step.remembered !== undefined) {
      pause.step = step;
      pause.configuration = configuration;
      pause.microsteps = microsteps;
      pause.changed = changed;
      return undefined;
    }
    eventless = step.changes;
    changed ||= step.changes;
    configuration = step.next;
  }
  // Where impure guards have led it back, XState has made another snapshot all the same.
  if (changed && configuration === from) instance.moveTo(instance.configuration, instance.context);
  return configuration;
}

/** Takes the step before which {@link restAfter} has stopped, and all that follows. To be called right after it, but for giving `scratch` its content. */
export function goOnFromPause(instance: Instance, scratch: Scratch, event: ModelEvent): void {
  const { step, configuration, microsteps, changed } = pause;
  scratch.configuration = configuration;
  if (changed) scratch.version += 1;
  const before = scratch.version;
  takeStep(instance, scratch, step as Step);
  comeToRest(instance, scratch, event, scratch.version !== before, microsteps);
}
