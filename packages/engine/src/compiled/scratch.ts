import type { ModelEvent } from "../model-event.ts";
import type { Configuration } from "./configuration.ts";
import type { History } from "./definition.ts";
import type { Instance } from "./instance.ts";
import type { Operation } from "./operation.ts";

/** Whether an actor's chart takes events, or how it ended. */
export type Status = "active" | "done" | "error" | "stopped";

/**
 * Where a chart stands while an event is being handled: only when that is over does the actor take it up, so that what
 * looks at the actor meanwhile sees it as it was. Pooled: one for each event that is handled inside another's handling.
 */
export class Scratch {
  context: unknown;
  configuration: Configuration | undefined;
  history: History = {};
  status: Status = "active";
  output: unknown;
  error: unknown;
  /** The event of the microstep. */
  event: ModelEvent | undefined;
  /** Counts changes: XState would make another snapshot at each. */
  version = 0;
  /** Events raised and not yet taken. */
  readonly raised: ModelEvent[] = [];
  /** Custom actions of the start, which wait until the actor is started; undefined once it runs. */
  waiting: (() => void)[] | undefined;
  /** The list of these, used again. */
  readonly atStart: (() => void)[] = [];
  /** What is done after the event has been handled: delayed events, cancellations, emitted events, in order. */
  readonly effects = new Effects();
}

/** Who an event goes to that is sent without a delay. */
export class AtOnce {
  readonly target: unknown;

  constructor(target: unknown) {
    this.target = target;
  }
}

/** Work put off until an event has been handled, in parallel lists that are used again, so that nothing is allocated for it. */
export class Effects {
  count = 0;
  readonly operations: (Operation | undefined)[] = [];
  readonly payloads: unknown[] = [];
  readonly delays: number[] = [];
  readonly targets: unknown[] = [];

  /** The payload is the event, the value to log, or the id to cancel. */
  add(operation: Operation, payload: unknown, delay: number, target: unknown): void {
    const index = this.count;
    this.count = index + 1;
    this.operations[index] = operation;
    this.payloads[index] = payload;
    this.delays[index] = delay;
    this.targets[index] = target;
  }
}

/** The one that is used when no event is handled inside another's handling, and those for that. */
let spare: Scratch | undefined = new Scratch();
const pool: Scratch[] = [];

/** A scratch that nobody uses. */
export function takeScratch(): Scratch {
  const scratch = spare;
  if (scratch === undefined) return pool.pop() ?? new Scratch();
  spare = undefined;
  return scratch;
}

/** A scratch for what an actor does from where it stands, with the context that it has come to; `version` counts changes. */
export function scratchAt(instance: Instance, context: unknown, event: ModelEvent, version: number): Scratch {
  const scratch = takeScratch();
  scratch.context = context;
  scratch.configuration = instance.configuration;
  scratch.history = instance.history;
  scratch.status = instance.status;
  scratch.output = instance.output;
  scratch.error = instance.error;
  scratch.event = event;
  scratch.version = version;
  return scratch;
}

/** Gives a scratch back, emptied. */
export function giveBack(scratch: Scratch): void {
  if (scratch.raised.length > 0) scratch.raised.length = 0;
  scratch.effects.count = 0;
  scratch.context = undefined;
  scratch.event = undefined;
  scratch.output = undefined;
  scratch.error = undefined;
  scratch.waiting = undefined;
  if (scratch.atStart.length > 0) scratch.atStart.length = 0;
  if (spare === undefined) spare = scratch;
  else pool.push(scratch);
}
