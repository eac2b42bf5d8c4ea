import type { ModelEvent } from "../model-event.ts";
import type { Selected } from "./branch.ts";
import type { Configuration } from "./configuration.ts";
import type { History } from "./definition.ts";
import type { Instance } from "./instance.ts";
import { takeStep } from "./microstep.ts";
import { Kind, type Operation } from "./operation.ts";
import { AtOnce, type Effects, type Scratch } from "./scratch.ts";
import type { Step } from "./step.ts";

/** Takes the step that an event causes, if there is one, and all that follows until the chart has come to rest. */
export function macrostep(instance: Instance, scratch: Scratch, step: Step | undefined, event: ModelEvent): void {
  if (step !== undefined) {
    takeStep(instance, scratch, step);
  } else if (event.type.startsWith("xstate.error.actor")) {
    scratch.status = "error";
    scratch.error = event.error;
    scratch.version += 1;
    return;
  }
  restIfNeeded(instance, scratch, event);
}

/** Comes to rest, if there may be anything to do. */
export function restIfNeeded(instance: Instance, scratch: Scratch, event: ModelEvent): void {
  if (scratch.raised.length > 0 || (scratch.configuration as Configuration).eventless !== undefined)
    comeToRest(instance, scratch, event);
}

/**
 * Takes eventless transitions and raised events until there are none.
 *
 * @param eventlessFirst whether eventless transitions have to be looked for before the first raised event is taken.
 * @param before how many microsteps have been taken.
 */
export function comeToRest(instance: Instance, scratch: Scratch, first: ModelEvent, eventlessFirst = true, before = 0): void {
  const { raised } = scratch;
  const { chart } = instance;
  let event = first;
  let eventless = eventlessFirst;
  let taken = 0;
  let steps = before;
  while (scratch.status === "active") {
    steps += 1;
    if (steps > chart.mostMicrosteps) throw endless(chart.mostMicrosteps);
    const configuration = scratch.configuration as Configuration;
    const enabled = eventless ? configuration.eventless?.select(scratch.context, event, configuration) : undefined;
    if (enabled !== undefined) {
      const { version } = scratch;
      takeStep(instance, scratch, chart.step(configuration, enabled, scratch.history));
      eventless = scratch.version !== version;
      continue;
    }
    if (taken === raised.length) break;
    event = raised[taken] as ModelEvent;
    taken += 1;
    scratch.event = event;
    const step = stepFor(scratch.context, configuration, scratch.history, event);
    if (step !== undefined) takeStep(instance, scratch, step);
    eventless = true;
  }
  if (taken > 0) raised.length = 0;
}

/** The step that an event causes; undefined if no transition takes it. */
function stepFor(context: unknown, configuration: Configuration, history: History, event: ModelEvent): Step | undefined {
  const { chart } = configuration;
  const selection = configuration.selection(event.type) ?? chart.selection(configuration, event.type);
  const selected: Selected = selection.select(context, event, configuration);
  return selected === undefined ? undefined : chart.step(configuration, selected, history);
}

/** Does what has been put off. */
export function performAll(instance: Instance, effects: Effects): void {
  for (let index = 0; index < effects.count; index += 1) {
    const operation = effects.operations[index] as Operation;
    perform(instance, operation, effects.payloads[index], effects.delays[index] as number, effects.targets[index]);
  }
}

function perform(instance: Instance, operation: Operation, payload: unknown, delay: number, target: unknown): void {
  const { kind } = operation;
  if (kind === Kind.emit) instance.emitted(payload as ModelEvent, operation.eventHash);
  else if (kind === Kind.cancel) instance.cancel(payload as string);
  else if (target instanceof AtOnce) instance.sendAtOnce(payload as ModelEvent, target.target);
  else instance.schedule(payload as ModelEvent, delay, operation.id as string | undefined, target, operation.eventHash);
}

/** The effects of the start, each as work of its own, for they outlive the handling. */
export function asWork(instance: Instance, { count, operations, payloads, delays, targets }: Effects): (() => void)[] {
  return operations.slice(0, count).map((operation, index) => {
    const [payload, delay, target] = [payloads[index], delays[index] as number, targets[index]];
    return () => perform(instance, operation as Operation, payload, delay, target);
  });
}

/** What is thrown when an event never comes to rest. */
export function endless(most: number): Error {
  return new Error(
    `Infinite loop detected: the machine has processed more than ${most} microsteps without reaching a stable state. This usually happens when there's a cycle of transitions (e.g., eventless transitions or raised events causing state A -> B -> C -> A).`,
  );
}
