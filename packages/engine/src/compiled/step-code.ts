import { Code } from "./code.ts";
import type { Configuration } from "./configuration.ts";
import type { Instance } from "./instance.ts";
import { operate, takeCollected } from "./microstep.ts";
import { Kind, type Operation } from "./operation.ts";
import { assignCode, canWrite, collectCode, customCode, delayCode, eventCode, idCode, type Place } from "./operation-code.ts";
import type { Scratch } from "./scratch.ts";
import type { Step } from "./step.ts";

/** A function that is generated for one step: does its operations, among other microsteps of one event. */
export type StepFunction = (instance: Instance, scratch: Scratch) => void;

/** Generates the function of a step that is taken in a configuration; undefined where code must not be made. */
export function makeStepFunction(step: Step, configuration: Configuration, context: unknown): StepFunction | undefined {
  const code = new Code(`${configuration.title} to ${JSON.stringify(step.next.value)}`);
  const place: Place = { code, configuration, keys: Object.keys(Object(context)) };
  code.add("const { event, effects } = scratch;", "let { context } = scratch;");
  for (const [at, operation] of step.operations.entries()) operationCode(place, operation, at);
  return code.make<StepFunction>("instance, scratch");
}

function operationCode(place: Place, operation: Operation, at: number): void {
  const { code } = place;
  const it = code.constant(operation);
  if (!canWrite(operation)) {
    code.add(`${code.constant(operate)}(instance, scratch, ${it});`, "context = scratch.context;");
    return;
  }
  switch (operation.kind) {
    case Kind.custom:
      customCode(place, operation);
      break;
    case Kind.assignFunction:
    case Kind.assignFields:
      assignCode(place, operation, at);
      code.add("scratch.context = context;", "scratch.version += 1;");
      break;
    case Kind.raise:
      code.add(`scratch.raised.push(${eventCode(place, operation, at)});`);
      break;
    case Kind.raiseLater: {
      const event = eventCode(place, operation, at);
      const delay = delayCode(place, operation, at);
      code.add(
        `if (typeof ${delay} === "number") effects.add(${it}, ${event}, ${delay}, undefined);`,
        `else scratch.raised.push(${event});`,
      );
      break;
    }
    case Kind.emit:
      code.add(`effects.add(${it}, ${eventCode(place, operation, at)}, 0, undefined);`);
      break;
    case Kind.cancel:
      code.add(`effects.add(${it}, ${idCode(place, operation)}, 0, undefined);`);
      break;
    case Kind.enqueue:
      collectCode(place, operation, at);
      code.add(`${code.constant(takeCollected)}(instance, scratch, ${it}, collector${at});`, "context = scratch.context;");
      break;
  }
}
