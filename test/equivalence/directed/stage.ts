import type { AnyStateMachine } from "xstate";
import { Journal } from "../journal.ts";
import { messageOf } from "../record.ts";
import type { ActorSetting, CreateActor, TestedActor } from "../runtime.ts";
import { StepClock } from "../step-clock.ts";

/** What a directed scenario does on one runtime; what it logs is compared. */
export type Scenario = (stage: Stage) => void;

/** One runtime with a clock, and a log of all that is seen. */
export class Stage {
  readonly journal = new Journal();
  readonly clock = new StepClock(this.journal);
  readonly #create: CreateActor;

  constructor(create: CreateActor) {
    this.#create = create;
  }

  get log(): readonly unknown[] {
    return this.journal.entries;
  }

  readonly note = (...entry: unknown[]): void => this.journal.note(...entry);

  /** An actor that nobody watches. */
  actor(machine: unknown, setting: ActorSetting = {}): TestedActor {
    return this.#create(machine as AnyStateMachine, { id: "actor", clock: this.clock, ...setting });
  }

  /** An actor of which everything is logged: snapshots, errors, its end, what it emits. */
  watched(machine: unknown, setting: ActorSetting = {}): TestedActor {
    const actor = this.actor(machine, setting);
    this.watch(actor);
    return actor;
  }

  watch(actor: TestedActor, as = "watcher"): { unsubscribe(): void } {
    actor.on("*", (event) => this.note(as, "emitted", { ...event }));
    return actor.subscribe({
      next: ({ status, value, context }) => this.note(as, "next", status, JSON.stringify([value, context ?? null])),
      error: (error) => this.note(as, "error", messageOf(error)),
      complete: () => this.note(as, "complete"),
    });
  }

  /** Logs what an actor is now, or that it can't be read. */
  look(actor: TestedActor): void {
    this.attempt(() => {
      const { status, value, context, output, error } = actor.getSnapshot();
      this.note("is", status, JSON.stringify([value, context, output]), error === undefined ? null : messageOf(error));
    });
    this.attempt(() => this.note("saves", JSON.parse(JSON.stringify(actor.getPersistedSnapshot()))));
  }

  /** Does something, and logs what it throws. */
  attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.note("thrown", messageOf(error));
    }
  }
}

/** Another actor that goes on from what one would save, its start included. */
export function restored(stage: Stage, machine: unknown, actor: TestedActor): TestedActor {
  const again = stage.watched(machine, { snapshot: JSON.parse(JSON.stringify(actor.getPersistedSnapshot())) });
  stage.look(again);
  again.start();
  return again;
}
