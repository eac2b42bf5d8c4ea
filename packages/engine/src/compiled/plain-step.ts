import type { ModelEvent } from "../model-event.ts";
import { ActionArguments } from "./arguments.ts";
import { assigned, paramsOf } from "./assigning.ts";
import type { Configuration } from "./configuration.ts";
import type { Instance } from "./instance.ts";
import { type AuthorFunction, Kind, type Operation } from "./operation.ts";
import type { Step } from "./step.ts";

/**
 * Whether a step can be taken by the short way of {@link takePlainStep}: it only runs custom actions, assigns, emits,
 * cancels by a known id and raises after a delay, no more than one of these needs a value to be kept until the event
 * has been handled, and nothing can follow in the same macrostep. So it is with most steps of most models.
 */
export function isPlain(operations: readonly Operation[], next: Configuration, remembered: unknown): boolean {
  if (remembered !== undefined || next.eventless !== undefined) return false;
  return operations.every(isPlainOperation) && operations.filter(keepsValue).length <= 1;
}

function isPlainOperation({ kind, id, event, computeEvent, delay, alwaysDelayed }: Operation): boolean {
  switch (kind) {
    case Kind.custom:
    case Kind.assignFunction:
    case Kind.assignFields:
      return true;
    case Kind.emit:
      return event !== undefined || computeEvent !== undefined;
    case Kind.cancel:
      return typeof id === "string";
    case Kind.raiseLater:
      return (event !== undefined || computeEvent !== undefined) && (typeof delay === "number" || alwaysDelayed);
    default:
      return false;
  }
}

function keepsValue({ kind, event, delay }: Operation): boolean {
  return (
    (kind === Kind.emit && event === undefined) ||
    (kind === Kind.raiseLater && (event === undefined || typeof delay !== "number"))
  );
}

/** Takes a step that is plain for an event, up to and with what is put off until the event has been handled. */
export function takePlainStep(instance: Instance, { operations, next, changes }: Step, event: ModelEvent): void {
  // Actions between which nothing is assigned are given the same.
  let given = new ActionArguments(instance.context, event, instance);
  let kept: ModelEvent | undefined;
  let delay = 0;
  let later = 0;
  // To compare the contexts would fetch them from memory, though nothing else needs them perhaps.
  let moves = changes;
  for (let index = 0; index < operations.length; index += 1) {
    const operation = operations[index] as Operation;
    switch (operation.kind) {
      case Kind.assignFunction:
      case Kind.assignFields:
        given = new ActionArguments(assigned(operation, given), event, instance);
        moves = true;
        break;
      case Kind.emit:
        later += 1;
        if (operation.event === undefined) kept = run(operation.computeEvent, operation, given) as ModelEvent;
        break;
      case Kind.raiseLater:
        later += 1;
        if (operation.event === undefined) kept = run(operation.computeEvent, operation, given) as ModelEvent;
        if (typeof operation.delay !== "number") delay = run(operation.delay, operation, given) as number;
        break;
      case Kind.cancel:
        later += 1;
        break;
      default:
        if (operation.run !== undefined) run(operation.run, operation, given);
        else paramsOf(operation, given.context, event);
    }
  }
  if (moves) instance.moveTo(next, given.context);
  if (later > 0) perform(instance, operations, kept, delay);
}

function perform(instance: Instance, operations: readonly Operation[], kept: ModelEvent | undefined, delay: number): void {
  for (let index = 0; index < operations.length; index += 1) {
    const operation = operations[index] as Operation;
    switch (operation.kind) {
      case Kind.emit:
        instance.emitted(operation.event ?? (kept as ModelEvent), operation.eventHash);
        break;
      case Kind.raiseLater: {
        const after = typeof operation.delay === "number" ? operation.delay : delay;
        const id = operation.id as string | undefined;
        instance.schedule(operation.event ?? (kept as ModelEvent), after, id, undefined, operation.eventHash);
        break;
      }
      case Kind.cancel:
        instance.cancel(operation.id as string);
        break;
    }
  }
}

function run(author: AuthorFunction | undefined, operation: Operation, given: ActionArguments): unknown {
  return (author as AuthorFunction)(given, paramsOf(operation, given.context, given.event));
}
