import type { AnyStateMachine } from "xstate";
import { Journal } from "../equivalence/journal.ts";
import { messageOf } from "../equivalence/record.ts";
import type { CreateActor, TestedActor } from "../equivalence/runtime.ts";
import { StepClock } from "../equivalence/step-clock.ts";
import type { MachineEvent } from "./event.ts";
import type { Script, ScriptStep } from "./framework.ts";
import type { StateNames } from "./state-names.ts";

/** What can be seen of a document's machine after its start, or one event. */
export interface Observed {
  step: string;
  /** The states without children that are active, by their ids in the document, sorted. */
  configuration: readonly string[];
  /** Status, value, context, output and error, as text. */
  snapshot: string;
  /** What is saved of it, as text. */
  saved: string;
  /** What happened meanwhile: notifications, logs, events emitted, delays set and cancelled. */
  happened: readonly unknown[];
  /** What is left of each delay. */
  pending: readonly number[];
}

/** Most timers that may go off in one wait: no document has more. */
const MOST_TIMERS = 1000;

/** Runs a document's machine through its script, in virtual time, and tells what is to be seen after each step. */
export function record(machine: AnyStateMachine, script: Script, names: StateNames, create: CreateActor): Observed[] {
  const journal = new Journal();
  const clock = new StepClock(journal);
  const logger = (...words: unknown[]) => journal.note("log", show(words));
  const actor = create(machine, { id: "scxml", clock, logger });
  actor.on("*", (event) => journal.note("emitted", show(event)));
  actor.subscribe({
    next: ({ value, status }) => journal.note("next", show(value), status),
    error: (error) => journal.note("error", messageOf(error)),
    complete: () => journal.note("complete"),
  });
  const observe = (step: string, work: () => void): Observed => {
    attempt(journal, work);
    return { step, ...look(actor, names), happened: journal.take(), pending: clock.pending };
  };
  const observed = [observe("start", () => actor.start())];
  for (const { after, event } of script.events) {
    if (after !== undefined) observed.push(observe(`wait ${after} ms`, () => clock.advance(after, MOST_TIMERS)));
    // A machine that has ended takes no more: XState only warns of it.
    if (actor.getSnapshot().status !== "active") observed.push(observe(`event ${event.name}, lost`, () => undefined));
    else observed.push(observe(`event ${event.name}`, () => actor.send(sentOf(event))));
  }
  return observed;
}

function look(actor: TestedActor, names: StateNames): Pick<Observed, "configuration" | "snapshot" | "saved"> {
  const { status, value, context, output, error } = actor.getSnapshot();
  return {
    configuration: leavesOf(value).map(names.idOf).sort(),
    snapshot: show({ status, value, context, output, error: error === undefined ? undefined : messageOf(error) }),
    saved: show(actor.getPersistedSnapshot()),
  };
}

const leavesOf = (value: unknown): string[] =>
  typeof value === "string"
    ? [value]
    : Object.entries(value as object).flatMap(([key, inner]) =>
        typeof inner === "object" && Object.keys(inner).length === 0 ? [key] : leavesOf(inner),
      );

function attempt(journal: Journal, work: () => void): void {
  try {
    work();
  } catch (error) {
    journal.note("thrown", messageOf(error));
  }
}

const sentOf = ({ name, ...rest }: ScriptStep["event"]): MachineEvent => ({ type: name, kind: "external", ...rest });

/** Any value as text, with what JSON leaves out. */
const show = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part === undefined ? "undefined" : typeof part === "function" ? String(part) : part instanceof Error ? messageOf(part) : part,
  );
