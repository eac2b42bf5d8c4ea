import type { AnyStateMachine } from "xstate";
import type { ModelEvent } from "../model-event.ts";
import type { Configuration } from "./configuration.ts";
import type { Transition } from "./definition.ts";
import { compileGuard, type Guard } from "./guards.ts";

/** A transition with its guard compiled; one object for each transition of a machine. */
export class Candidate {
  readonly transition: Transition;
  /** Names the transition among those of its machine. */
  readonly number: number;
  readonly guard: Guard | undefined;

  constructor(machine: AnyStateMachine, transition: Transition, number: number) {
    this.transition = transition;
    this.number = number;
    this.guard = transition.guard ? compileGuard(machine, transition.guard) : undefined;
  }

  /** Whether the transition is enabled by an event; what a guard throws is told with the place. */
  isEnabled(context: unknown, event: ModelEvent, configuration: Configuration): boolean {
    if (this.guard === undefined) return true;
    try {
      return this.guard.holds(context, event, configuration);
    } catch (error) {
      throw this.failed(event, error);
    }
  }

  /** The error that tells where a guard has thrown another. */
  failed(event: ModelEvent, error: unknown): Error {
    const { guard, source } = this.transition;
    const name = typeof guard === "string" ? guard : typeof guard === "object" ? guard.type : undefined;
    return new Error(
      `Unable to evaluate guard ${name ? `'${name}' ` : ""}in transition for event '${event.type}' in state node '${source.id}':\n${(error as Error).message}`,
    );
  }
}
