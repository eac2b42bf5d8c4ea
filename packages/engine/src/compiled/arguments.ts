import type { ModelEvent } from "../model-event.ts";

/** The actor on whose behalf a chart acts, as its author's functions may see it. */
export interface Self {
  readonly self: unknown;
  readonly system: unknown;
}

/** What XState gives to actions and to what computes events and delays. The actor itself is looked up only if asked for. */
export class ActionArguments {
  readonly context: unknown;
  readonly event: ModelEvent;
  readonly #of: Self;

  constructor(context: unknown, event: ModelEvent, of: Self) {
    this.context = context;
    this.event = event;
    this.#of = of;
  }

  get self(): unknown {
    return this.#of.self;
  }

  get system(): unknown {
    return this.#of.system;
  }

  /** Child actors are made by XState's interpreter only. */
  get spawn(): () => never {
    return () => {
      throw new Error("spawn does not run compiled; give the machine to XState's interpreter");
    };
  }
}
