import type { ModelEvent } from "../model-event.ts";
import type { Enqueue } from "./collector.ts";
import type { Configuration } from "./configuration.ts";
import type { GuardReference } from "./definition.ts";

/** The actor on whose behalf a chart acts, as its author's functions may see it. */
export interface Self {
  readonly self: unknown;
  readonly system: unknown;
}

function cannotSpawn(): never {
  throw new Error("spawn does not run compiled; give the machine to XState's interpreter");
}

/** What XState gives to the function that makes the initial context. */
export class ContextArguments {
  readonly input: unknown;
  /** On whose behalf. */
  readonly of: Self;

  constructor(input: unknown, of: Self) {
    this.input = input;
    this.of = of;
  }

  get self(): unknown {
    return this.of.self;
  }

  get spawn(): () => never {
    return cannotSpawn;
  }
}

/** What XState gives to actions and to what computes events and delays. The actor itself is looked up only if asked for. */
export class ActionArguments {
  readonly context: unknown;
  readonly event: ModelEvent;
  /** On whose behalf. */
  readonly of: Self;

  constructor(context: unknown, event: ModelEvent, of: Self) {
    this.context = context;
    this.event = event;
    this.of = of;
  }

  get self(): unknown {
    return this.of.self;
  }

  get system(): unknown {
    return this.of.system;
  }

  /** Child actors are made by XState's interpreter only. */
  get spawn(): () => never {
    return cannotSpawn;
  }
}

/** What XState gives to the function of `enqueueActions`: context and event are those of before what it enqueues is done. */
export class CollectingArguments {
  readonly context: unknown;
  readonly event: ModelEvent;
  readonly enqueue: Enqueue;
  /** In which states. */
  readonly configuration: Configuration;
  /** On whose behalf. */
  readonly of: Self;

  constructor(context: unknown, event: ModelEvent, configuration: Configuration, enqueue: Enqueue, of: Self) {
    this.context = context;
    this.event = event;
    this.enqueue = enqueue;
    this.configuration = configuration;
    this.of = of;
  }

  /** Asks a guard, by name or by itself. A function of its own, for authors take it out of here. */
  get check(): (guard: GuardReference) => boolean {
    const { context, event, configuration } = this;
    return (guard) => configuration.chart.guard(guard).holds(context, event, configuration);
  }

  get self(): unknown {
    return this.of.self;
  }

  get system(): unknown {
    return this.of.system;
  }
}
