import { isDeepStrictEqual } from "node:util";
import { type Case, EVENTS, type MachineBlueprint, type StateBlueprint, type Step } from "./blueprint.ts";
import { buildMachine } from "./build-machine.ts";
import { Journal } from "./journal.ts";
import type { CreateActor, TestedActor, TestedSnapshot } from "./runtime.ts";
import { StepClock } from "./step-clock.ts";

/** Tags that blueprints use. */
export const TAGS = ["busy", "idle", "odd"] as const;

/** All that can be observed after one step. */
export interface Observed {
  readonly step: string;
  /** What happened in the step, in order. */
  readonly happened: readonly unknown[];
  /** The snapshot as anybody reads it, and as saved. */
  readonly snapshot: unknown;
  readonly saved: unknown;
  /** What is left of each delay that is pending. */
  readonly pending: readonly number[];
}

/** The runtime that a case starts on, and the one on which it goes on after each restore. */
export interface Runtimes {
  readonly first: CreateActor;
  readonly restored: CreateActor;
}

/** Runs a case and tells all that can be observed of it. Throws only if the blueprint is no machine. */
export function record({ machine, input, steps }: Case, runtimes: Runtimes): Observed[] {
  const journal = new Journal();
  const paths = [...statePaths(machine.root)];
  let played = new Played(machine, journal, runtimes.first, { input });
  const observed = [played.observe("start", () => played.actor.start(), paths)];
  for (const step of steps) {
    if (step.step === "restore") {
      const saved: unknown = JSON.parse(JSON.stringify(played.actor.getPersistedSnapshot()));
      played = new Played(machine, journal, runtimes.restored, { snapshot: saved });
      observed.push(played.observe("restore", () => played.actor.start(), paths));
    } else {
      observed.push(played.observe(describe(step), () => played.play(step), paths));
    }
  }
  return observed;
}

/** Number of the first step at which two records differ; undefined if they are equal. */
export function firstDifference(one: readonly Observed[], other: readonly Observed[]): number | undefined {
  if (isDeepStrictEqual(one, other)) return undefined;
  return one.findIndex((observed, index) => !isDeepStrictEqual(observed, other[index]));
}

/** One actor with its clock and everybody who watches it. */
class Played {
  readonly actor: TestedActor;
  readonly #clock: StepClock;
  readonly #journal: Journal;

  constructor(blueprint: MachineBlueprint, journal: Journal, create: CreateActor, from: object) {
    this.#journal = journal;
    this.#clock = new StepClock(journal);
    const logger = (...args: unknown[]) => journal.note("log", ...args);
    const actor = create(buildMachine(blueprint, journal), { ...from, id: "actor", clock: this.#clock, logger });
    this.actor = actor;
    actor.on("*", (event) => journal.note("emitted", { ...event }));
    actor.on("out.a", () => journal.note("emitted out.a"));
    actor.subscribe({
      next: ({ status, value, context }) => journal.note("next", status, JSON.stringify([value, context ?? null])),
      error: (error) => journal.note("error", messageOf(error)),
      complete: () => journal.note("complete"),
    });
  }

  play(step: Step): void {
    if (step.step === "send") this.actor.send(step.event);
    else if (step.step === "next") this.#clock.next();
    else if (step.step === "advance") this.#clock.advance(step.by);
    else this.actor.stop();
  }

  observe(step: string, work: () => void, paths: readonly string[]): Observed {
    attempt(this.#journal, work);
    const happened = this.#journal.take();
    const snapshot = look(this.actor.getSnapshot(), paths);
    const saved = attemptValue(() => JSON.parse(JSON.stringify(this.actor.getPersistedSnapshot())));
    // Guards asked by `can` may count as calls; they are no part of what happens next.
    const asked = this.#journal.take();
    return {
      step,
      happened: [...happened, ...asked.map((entry) => ["asked", entry])],
      snapshot,
      saved,
      pending: this.#clock.pending,
    };
  }
}

function look(snapshot: TestedSnapshot, paths: readonly string[]): unknown {
  const { status, value, context, output, error, tags } = snapshot;
  return {
    status,
    value: JSON.stringify(value),
    context: JSON.stringify(context),
    output: JSON.stringify(output),
    error: error === undefined ? undefined : messageOf(error),
    tags: [...tags],
    hasTag: TAGS.map((tag) => snapshot.hasTag(tag)),
    matches: paths.filter((path) => snapshot.matches(path)),
    can: [...EVENTS, "unknown"].map((type) => attemptValue(() => snapshot.can({ type, number: 1 }))),
    meta: snapshot.getMeta(),
  };
}

function attempt(journal: Journal, work: () => void): void {
  try {
    work();
  } catch (error) {
    journal.note("thrown", messageOf(error));
  }
}

function attemptValue(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return `throws ${messageOf(error)}`;
  }
}

/** What an error says, or what was thrown instead of one. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : JSON.stringify(error);
}

function describe(step: Step): string {
  if (step.step === "send") return `send ${step.event.type} ${step.event.number}`;
  return step.step === "advance" ? `advance ${step.by}` : step.step;
}

function* statePaths(state: StateBlueprint, prefix = ""): Generator<string> {
  for (const child of state.states ?? []) {
    const path = `${prefix}${child.key}`;
    yield path;
    yield* statePaths(child, `${path}.`);
  }
}
