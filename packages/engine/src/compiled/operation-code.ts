import { ActionArguments, CollectingArguments } from "./arguments.ts";
import { type Code, isPlainKey } from "./code.ts";
import { takeCollector } from "./collector.ts";
import type { Configuration } from "./configuration.ts";
import { type AuthorFunction, Kind, type Operation } from "./operation.ts";
import { needOf, partsOfDelay } from "./whole-arguments.ts";

/** Contexts with more fields are copied the general way. */
const MOST_FIELDS = 64;

/** Where code for operations stands: what it is written into, and what holds there. */
export interface Place {
  readonly code: Code;
  /** The states in which the operations are done. */
  readonly configuration: Configuration;
  /** Keys that the context is expected to have; others do no harm. */
  keys: readonly string[];
}

/** What is thrown where an assignment has no context. */
export function noContext(): Error {
  return new Error("Cannot assign to undefined `context`. Ensure that `context` is defined in the machine config.");
}

/** Whether an operation can be written out. What is rare is not, nor what would not fail in XState's way. */
export function canWrite({ kind, event, computeEvent, value }: Operation): boolean {
  switch (kind) {
    case Kind.custom:
    case Kind.assignFunction:
    case Kind.cancel:
    case Kind.enqueue:
      return true;
    case Kind.assignFields:
      return !Object.hasOwn(value as object, "__proto__");
    case Kind.raise:
    case Kind.raiseLater:
    case Kind.emit:
      return event == null ? computeEvent !== undefined : true;
    default:
      return false;
  }
}

function paramsCode({ code }: Place, { computeParams, params }: Operation): string {
  return computeParams === undefined ? code.constant(params) : `${code.constant(computeParams)}({ context, event })`;
}

/** Calls an author's function with what XState gives to actions, or as much of it as it looks at, and the action's parameters. */
export function callCode(place: Place, author: unknown, operation: Operation): string {
  const name = place.code.constant(author);
  if (needOf(author as AuthorFunction) === "nothing" && operation.computeParams === undefined) return `${name}()`;
  return `${name}(${givenCode(place, [author as AuthorFunction])}, ${paramsCode(place, operation)})`;
}

/** What authors' functions are given. */
function givenCode({ code }: Place, authors: readonly AuthorFunction[]): string {
  if (authors.every((author) => needOf(author) !== "all")) return "{ context, event }";
  return `new ${code.constant(ActionArguments)}(context, event, instance)`;
}

/** A custom action; one without implementation only has its parameters computed. */
export function customCode(place: Place, operation: Operation): void {
  if (operation.run !== undefined) place.code.add(`${callCode(place, operation.run, operation)};`);
  else if (operation.computeParams !== undefined) place.code.add(`${paramsCode(place, operation)};`);
}

/** An assignment: the new context is `context` from then on. `at` names what is meant by the way. */
export function assignCode(place: Place, operation: Operation, at: number): void {
  const { code } = place;
  if (operation.kind === Kind.assignFunction) {
    const copier = operation.copier;
    code.add(
      `const fields${at} = ${callCode(place, operation.run, operation)};`,
      `if (!context) throw ${code.constant(noContext)}();`,
      copier === undefined
        ? `context = Object.assign({}, context, fields${at});`
        : `context = ${code.constant(copier)}.copy(context, fields${at});`,
    );
    return;
  }
  const entries = Object.entries(operation.value as object);
  code.add(
    `const params${at} = ${paramsCode(place, operation)};`,
    `const given${at}_ = ${givenCode(
      place,
      entries.flatMap(([, field]) => (typeof field === "function" ? [field as AuthorFunction] : [])),
    )};`,
  );
  const fields = entries.map(([key, field], index) => {
    if (typeof field !== "function") return { key, value: code.constant(field) };
    code.add(`const field${at}_${index} = ${code.constant(field)}(given${at}_, params${at});`);
    return { key, value: `field${at}_${index}` };
  });
  code.add(`if (!context) throw ${code.constant(noContext)}();`);
  copyCode(place, operation, at, new Map(fields.map(({ key, value }) => [key, value])));
}

/** Writes the new context out as one literal, if the context has the keys that are expected; the general way else. */
function copyCode(place: Place, { copier }: Operation, at: number, fields: ReadonlyMap<string, string>): void {
  const { code, keys } = place;
  const all = [...new Set([...keys, ...fields.keys()])];
  const replaced = `{ ${[...fields].map(([key, value]) => `[${JSON.stringify(key)}]: ${value}`).join(", ")} }`;
  const general =
    copier === undefined ? `Object.assign({}, context, ${replaced})` : `${code.constant(copier)}.copy(context, ${replaced})`;
  // Only contexts of simulations are JSON; others may have symbols for keys.
  if (copier === undefined || all.length > MOST_FIELDS || !all.every(isPlainKey)) {
    code.add(`context = ${general};`);
    return;
  }
  const literal = all.map((key) => `${key}: ${fields.get(key) ?? `context.${key}`}`).join(", ");
  const expected = code.constant(keys);
  code.add(
    `let known${at} = 0;`,
    `for (const key in context) { if (key !== ${expected}[known${at}]) { known${at} = -1; break; } known${at} += 1; }`,
    `context = known${at} === ${keys.length} ? { ${literal} } : ${general};`,
  );
  place.keys = all;
}

/** Has an author's function enqueue actions, which are in the collector of that number then. */
export function collectCode(place: Place, operation: Operation, at: number): void {
  const { code } = place;
  const given = [code.constant(place.configuration), `collector${at}.enqueue`, "instance"].join(", ");
  code.add(
    `const collector${at} = ${code.constant(takeCollector)}();`,
    `${code.constant(operation.run)}(new ${code.constant(CollectingArguments)}(context, event, ${given}), ${paramsCode(place, operation)});`,
    `collector${at}.close();`,
  );
}

/** Computes an event if need be; returns what refers to it. */
export function eventCode(place: Place, operation: Operation, at: number): string {
  const { code } = place;
  if (operation.event !== undefined) return code.constant(operation.event);
  code.add(`const event${at} = ${callCode(place, operation.computeEvent, operation)};`);
  return `event${at}`;
}

/** Computes a delay if need be; returns what refers to it. */
export function delayCode(place: Place, operation: Operation, at: number): string {
  const { code } = place;
  if (typeof operation.delay !== "function") return code.constant(operation.delay);
  const parts = partsOfDelay(operation.delay);
  const called = callCode(place, parts?.author ?? operation.delay, operation);
  code.add(`const delay${at} = ${parts === undefined ? called : `${code.constant(parts.around)}(${called})`};`);
  return `delay${at}`;
}

/** Computes an id if need be; returns what refers to it. */
export function idCode(place: Place, operation: Operation): string {
  return typeof operation.id === "function" ? callCode(place, operation.id, operation) : place.code.constant(operation.id);
}
