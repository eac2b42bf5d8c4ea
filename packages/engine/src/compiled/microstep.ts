import type { ModelEvent } from "../model-event.ts";
import { ActionArguments, CollectingArguments } from "./arguments.ts";
import { assigned, paramsOf as paramsIn } from "./assigning.ts";
import { type Collected, type Collector, EMIT, giveCollectorBack, takeCollector } from "./collector.ts";
import { machineOutput, outputOf } from "./completion.ts";
import type { Configuration } from "./configuration.ts";
import type { StateNode } from "./definition.ts";
import { generation } from "./generation.ts";
import type { Instance } from "./instance.ts";
import { type AuthorFunction, Kind, Operation } from "./operation.ts";
import { AtOnce, type Scratch } from "./scratch.ts";
import type { Step } from "./step.ts";
import { makeStepFunction, type StepFunction } from "./step-code.ts";

/** Takes one step: does its operations, then makes its configuration the active one. */
export function takeStep(instance: Instance, scratch: Scratch, step: Step): void {
  const run = scratch.waiting === undefined ? (step.run ?? generated(step, scratch)) : undefined;
  if (run === undefined) operateFrom(instance, scratch, step, 0);
  else run(instance, scratch);
  moveOn(scratch, step);
}

/** Counts that a step is taken; its function, once it has been often enough. */
function generated(step: Step, { configuration, context }: Scratch): StepFunction | undefined {
  if (step.taken === generation.after) step.run = makeStepFunction(step, configuration as Configuration, context);
  step.taken += 1;
  return step.run;
}

/** Goes on with a step that has been begun, after the `enqueueActions` at a place among its operations. */
export function finishStep(instance: Instance, scratch: Scratch, step: Step, at: number, collector: Collector): void {
  takeCollected(instance, scratch, step.operations[at] as Operation, collector);
  operateFrom(instance, scratch, step, at + 1);
  moveOn(scratch, step);
}

function operateFrom(instance: Instance, scratch: Scratch, { operations }: Step, first: number): void {
  for (let index = first; index < operations.length; index += 1) operate(instance, scratch, operations[index] as Operation);
}

function moveOn(scratch: Scratch, { changes, next, remembered }: Step): void {
  if (!changes) return;
  scratch.configuration = next;
  scratch.version += 1;
  if (remembered !== undefined) scratch.history = { ...scratch.history, ...remembered };
}

/** Does one operation. */
export function operate(instance: Instance, scratch: Scratch, operation: Operation): void {
  switch (operation.kind) {
    case Kind.custom:
      custom(instance, scratch, operation);
      break;
    case Kind.assignFunction:
    case Kind.assignFields:
      scratch.context = assigned(operation, argumentsOf(instance, scratch));
      scratch.version += 1;
      break;
    case Kind.raise:
      scratch.raised.push(operation.event ?? computedEvent(instance, scratch, operation));
      break;
    case Kind.raiseLater:
      raiseLater(instance, scratch, operation);
      break;
    case Kind.emit:
      scratch.effects.add(operation, operation.event ?? computedEvent(instance, scratch, operation), 0, undefined);
      break;
    case Kind.cancel:
      scratch.effects.add(operation, idOf(instance, scratch, operation), 0, undefined);
      break;
    case Kind.sendTo:
      sendTo(instance, scratch, operation);
      break;
    case Kind.enqueue:
      enqueue(instance, scratch, operation);
      break;
    default:
      rarely(instance, scratch, operation);
  }
}

function rarely(instance: Instance, scratch: Scratch, operation: Operation): void {
  const { kind, text } = operation;
  if (kind === Kind.stateDone) {
    scratch.raised.push({ type: text as string, output: outputOf(instance, scratch, operation, scratch.event as ModelEvent) });
  } else if (kind === Kind.machineDone) {
    scratch.output = machineOutput(instance, scratch, operation.node as StateNode);
    scratch.status = "done";
    scratch.version += 1;
  } else if (kind === Kind.log) {
    const { run } = operation;
    const value = run === undefined ? operation.value : run(argumentsOf(instance, scratch), paramsOf(scratch, operation));
    if (scratch.waiting === undefined) instance.log(text, value);
    else scratch.waiting.push(() => instance.log(text, value));
  } else {
    throw new Error(text);
  }
}

function argumentsOf(instance: Instance, scratch: Scratch): ActionArguments {
  return new ActionArguments(scratch.context, scratch.event as ModelEvent, instance);
}

function paramsOf({ context, event }: Scratch, operation: Operation): unknown {
  return paramsIn(operation, context, event as ModelEvent);
}

function custom(instance: Instance, scratch: Scratch, operation: Operation): void {
  const given = argumentsOf(instance, scratch);
  const params = paramsOf(scratch, operation);
  const { run } = operation;
  if (run === undefined) return;
  if (scratch.waiting === undefined) run(given, params);
  else scratch.waiting.push(() => run(given, params));
}

function computedEvent(instance: Instance, scratch: Scratch, operation: Operation): ModelEvent {
  const compute = operation.computeEvent;
  if (compute === undefined) return operation.event as unknown as ModelEvent;
  return compute(argumentsOf(instance, scratch), paramsOf(scratch, operation)) as ModelEvent;
}

function idOf(instance: Instance, scratch: Scratch, operation: Operation): string | undefined {
  const { id } = operation;
  if (typeof id !== "function") return id;
  return id(argumentsOf(instance, scratch), paramsOf(scratch, operation)) as string;
}

function delayOf(instance: Instance, scratch: Scratch, operation: Operation): number | undefined {
  const { delay } = operation;
  if (typeof delay !== "function") return delay;
  return delay(argumentsOf(instance, scratch), paramsOf(scratch, operation)) as number | undefined;
}

function raiseLater(instance: Instance, scratch: Scratch, operation: Operation): void {
  const event = operation.event ?? computedEvent(instance, scratch, operation);
  const delay = delayOf(instance, scratch, operation);
  if (typeof delay === "number") scratch.effects.add(operation, event, delay, undefined);
  else scratch.raised.push(event);
}

function sendTo(instance: Instance, scratch: Scratch, operation: Operation): void {
  const event = operation.event ?? computedEvent(instance, scratch, operation);
  const delay = delayOf(instance, scratch, operation);
  const { to } = operation;
  const target = typeof to === "function" ? to(argumentsOf(instance, scratch), paramsOf(scratch, operation)) : to;
  const known = target === "#_internal" || !target ? instance.self : target;
  if (typeof known === "string") {
    throw new Error(`Unable to send event to actor '${known}' from machine '${instance.chart.machine.id}'.`);
  }
  if (typeof delay === "number") scratch.effects.add(operation, event, delay, known);
  else scratch.effects.add(operation, event, 0, new AtOnce(known));
}

function enqueue(instance: Instance, scratch: Scratch, operation: Operation): void {
  const collector = takeCollector();
  const { context } = scratch;
  const event = scratch.event as ModelEvent;
  const configuration = scratch.configuration as Configuration;
  const given = new CollectingArguments(context, event, configuration, collector.enqueue, instance);
  const { run } = operation;
  (run as AuthorFunction)(given, paramsOf(scratch, operation));
  collector.close();
  takeCollected(instance, scratch, operation, collector);
}

/** Puts off the events that an `enqueueActions` emits. */
export function addEmitted(scratch: Scratch, { events, count }: Collector): void {
  for (let index = 0; index < count; index += 1) scratch.effects.add(EMIT, events[index], 0, undefined);
}

/** Does what an `enqueueActions` has collected, and gives the collector back. */
export function takeCollected(instance: Instance, scratch: Scratch, operation: Operation, collector: Collector): void {
  const { others } = collector;
  if (others === undefined) addEmitted(scratch, collector);
  else operateOthers(instance, scratch, operation, others);
  giveCollectorBack(collector);
}

function operateOthers(instance: Instance, scratch: Scratch, operation: Operation, others: readonly Collected[]): void {
  for (const collected of others) {
    const made = collected instanceof Operation ? collected : instance.chart.actions.passing(collected);
    if (made === undefined) continue;
    made.copier ??= operation.copier;
    operate(instance, scratch, made);
  }
}
