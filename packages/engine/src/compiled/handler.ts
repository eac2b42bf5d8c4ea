import type { ModelEvent } from "../model-event.ts";
import { branchCode, guardCode } from "./branch-code.ts";
import type { Candidate } from "./candidate.ts";
import { Code } from "./code.ts";
import { giveCollectorBack } from "./collector.ts";
import type { Instance } from "./instance.ts";
import { addEmitted } from "./microstep.ts";
import { Kind, type Operation } from "./operation.ts";
import { assignCode, canWrite, collectCode, customCode, delayCode, eventCode, type Place } from "./operation-code.ts";
import { restAfter } from "./rest.ts";
import { scratchAt } from "./scratch.ts";
import type { Selection } from "./selection.ts";
import type { Step } from "./step.ts";

/** What a handler has done instead of naming a step. */
export class Outcome {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** The step has been taken, and the event is handled but for telling so. */
export const TAKEN = new Outcome("taken");
/** The event has been handled, and whoever has to know it has been told. */
export const SETTLED = new Outcome("settled");

/**
 * A function that is generated for the events of one type in one configuration: asks guards, and takes the step if nothing
 * but eventless transitions can follow it in the same macrostep. It returns {@link TAKEN} then, {@link SETTLED} if the event has been handled with
 * all that comes after, undefined if no transition is enabled, or else the step that is to be taken at length.
 */
export type Handler = (instance: Instance, event: ModelEvent) => Step | Outcome | undefined;

/** Generates the handler of a selection; undefined where code must not be made. */
export function makeHandler(instance: Instance, { type, list, branch }: Selection): Handler | undefined {
  const { configuration, chart } = instance;
  if (list?.length === 0) return undefined;
  const code = new Code(`${configuration.title} on ${type}`);
  code.add("let context = instance.context;");
  const dynamic = (selected: string) =>
    `return ${code.constant(chart)}.step(${code.constant(configuration)}, ${selected}, instance.history);`;
  if (list === undefined) {
    branchCode(code, branch, configuration, "told", "selected");
    code.add("if (selected === undefined) return undefined;", dynamic("selected"));
    return code.make<Handler>("instance, event");
  }
  list.forEach((candidate, index) => {
    code.add(`if (${guardCode(code, candidate, configuration, "told", `_${index}`)}) {`);
    const step = stepOf(instance, candidate);
    if (step === undefined) code.add(dynamic(code.constant(candidate)));
    else if (isStraight(step)) straightCode({ code, configuration, keys: Object.keys(Object(instance.context)) }, step);
    else code.add(`return ${code.constant(step)};`);
    code.add("}");
  });
  code.add("return undefined;");
  return code.make<Handler>("instance, event");
}

/** The step of a candidate; undefined if it rests on history, or can't be worked out. */
function stepOf({ configuration, chart, history }: Instance, candidate: Candidate): Step | undefined {
  try {
    chart.step(configuration, candidate, history);
  } catch {
    return undefined;
  }
  return configuration.steps.get(candidate.number);
}

/** Whether all that a step does can be written out, and nothing but eventless transitions can follow it in the same macrostep. */
function isStraight({ operations, remembered }: Step): boolean {
  return remembered === undefined && operations.every(isStraightOperation);
}

function isStraightOperation(operation: Operation): boolean {
  const { kind, id, delay, alwaysDelayed } = operation;
  if (!canWrite(operation) || kind === Kind.raise) return false;
  if (kind === Kind.cancel) return typeof id === "string";
  return kind !== Kind.raiseLater || typeof delay === "number" || alwaysDelayed;
}

/** What is done only when the event has been handled: a line of code for that, and one that puts it off, for the long way. */
interface Effect {
  readonly perform: string;
  readonly putOff: string;
}

/** Writes a whole step out. */
function straightCode(place: Place, step: Step): void {
  const { code } = place;
  const effects: Effect[] = [];
  let moves = step.changes;
  let assigned = false;
  for (const [at, operation] of step.operations.entries()) {
    const { kind } = operation;
    if (kind === Kind.custom) customCode(place, operation);
    else if (kind === Kind.assignFunction || kind === Kind.assignFields) {
      assignCode(place, operation, at);
      assigned = true;
      moves = true;
    } else if (kind === Kind.enqueue) {
      collectCode(place, operation, at);
      goOnCode(place, step, at, effects, assigned);
      effects.push(collectedEffect(code, at));
    } else effects.push(effectCode(place, operation, at));
  }
  const next = code.constant(step.next);
  if (step.next.eventless !== undefined) restCode(place, step, effects, assigned);
  else if (moves) code.add(`instance.moveTo(${next}, context);`);
  code.add(...effects.map(({ perform }) => perform), `return ${code.constant(TAKEN)};`);
}

/** Comes to rest after a step that eventless transitions can follow; at length if one of those does more than to change states. */
function restCode({ code }: Place, { next, changes }: Step, effects: readonly Effect[], assigned: boolean): void {
  const after = code.constant(next);
  const moves = assigned || changes;
  code.add(
    `const rest = ${code.constant(restAfter)}(instance, ${after}, context, event);`,
    "if (rest === undefined) {",
    `const scratch = ${code.constant(scratchAt)}(instance, context, event, ${moves ? 1 : 0});`,
    ...effects.map(({ putOff }) => putOff),
    "instance.goOnAtRest(scratch);",
    `return ${code.constant(SETTLED)};`,
    "}",
    `${moves ? "" : `if (rest !== ${after}) `}instance.moveTo(rest, context);`,
  );
}

function effectCode(place: Place, operation: Operation, at: number): Effect {
  const { code } = place;
  const it = code.constant(operation);
  const hash = code.constant(operation.eventHash);
  if (operation.kind === Kind.cancel) {
    const id = code.constant(operation.id);
    return { perform: `instance.cancel(${id});`, putOff: `scratch.effects.add(${it}, ${id}, 0, undefined);` };
  }
  const event = eventCode(place, operation, at);
  if (operation.kind === Kind.emit)
    return { perform: `instance.emitted(${event}, ${hash});`, putOff: `scratch.effects.add(${it}, ${event}, 0, undefined);` };
  const delay = delayCode(place, operation, at);
  return {
    perform: `instance.schedule(${event}, ${delay}, ${code.constant(operation.id)}, undefined, ${hash});`,
    putOff: `scratch.effects.add(${it}, ${event}, ${delay}, undefined);`,
  };
}

function collectedEffect(code: Code, at: number): Effect {
  const { events, count } = { events: `collector${at}.events`, count: `collector${at}.count` };
  return {
    perform: `for (let index = 0; index < ${count}; index += 1) instance.emitted(${events}[index], -1);
${code.constant(giveCollectorBack)}(collector${at});`,
    putOff: `${code.constant(addEmitted)}(scratch, collector${at});`,
  };
}

/** Where more has been enqueued than events to emit, the step goes on at length. */
function goOnCode({ code }: Place, step: Step, at: number, effects: readonly Effect[], assigned: boolean): void {
  code.add(
    `if (collector${at}.others !== undefined) {`,
    `const scratch = ${code.constant(scratchAt)}(instance, context, event, ${assigned ? 1 : 0});`,
    ...effects.map(({ putOff }) => putOff),
    `instance.goOn(scratch, ${code.constant(step)}, ${at}, collector${at});`,
    `return ${code.constant(SETTLED)};`,
    "}",
  );
}
