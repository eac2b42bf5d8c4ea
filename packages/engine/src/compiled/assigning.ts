import type { ModelEvent } from "../model-event.ts";
import type { ActionArguments } from "./arguments.ts";
import { type AuthorFunction, Kind, type Operation } from "./operation.ts";

/** The parameters of an action: constant, or computed of context and event. */
export function paramsOf({ computeParams, params }: Operation, context: unknown, event: ModelEvent): unknown {
  return computeParams === undefined ? params : computeParams({ context, event });
}

/** The context after an assignment, by what is given to its author's functions. */
export function assigned(operation: Operation, given: ActionArguments): object {
  const { context } = given;
  const params = paramsOf(operation, context, given.event);
  const fields =
    operation.kind === Kind.assignFunction
      ? ((operation.run as AuthorFunction)(given, params) as object)
      : fieldsOf(operation, given, params);
  if (!context) throw new Error("Cannot assign to undefined `context`. Ensure that `context` is defined in the machine config.");
  const { copier } = operation;
  return copier === undefined ? Object.assign({}, context, fields) : copier.copy(context, fields);
}

function fieldsOf({ value }: Operation, given: ActionArguments, params: unknown): object {
  const fields: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value as object)) {
    fields[key] = typeof field === "function" ? field(given, params) : field;
  }
  return fields;
}
