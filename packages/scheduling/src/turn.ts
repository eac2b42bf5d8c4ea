import { ModelError, type ModelEvent, now } from "@crosstalk/engine";
import { bookLack } from "./accounts.ts";
import type { Layer } from "./layer.ts";
import type { EntityId, ProcessorId, SchedulingPolicy, View } from "./policy.ts";
import type { Notice, RunStateEvent, Work } from "./port.ts";
import type { EntityState, ProcessorState, SchedulerContext } from "./state.ts";

/** A policy's request that waits until its callback has returned. */
export type Request =
  | { readonly type: "preempt"; readonly processor: ProcessorId; readonly at: number }
  | {
      readonly type: "alarm";
      readonly name: string;
      readonly subject: number | string;
      readonly at: number;
      readonly on: ProcessorId;
      readonly every: number;
    }
  | { readonly type: "hold" | "release"; readonly entity: EntityId; readonly why: string };

/** One event's handling: the scheduler's memory, what it is built from, and what it emits. */
export interface Turn<W extends Work> {
  readonly context: SchedulerContext<W>;
  readonly layer: Layer<W>;
  readonly policy: SchedulingPolicy<unknown, unknown>;
  readonly parameters: unknown;
  readonly view: View;
  /** The processor on which the software acts. */
  here: ProcessorId;
  readonly requests: Request[];
  readonly out: ModelEvent[];
}

/** The entity of that number; fails the run if there is none. */
export function entityOf<W extends Work>({ context }: Turn<W>, id: EntityId): EntityState<W> {
  const entity = context.entities[id];
  if (entity === undefined || entity === null) throw new ModelError(`${context.path} has no entity ${id}`);
  return entity;
}

/** The processor of that number; fails the run if there is none. */
export function processorOf<W extends Work>({ context }: Turn<W>, id: ProcessorId): ProcessorState<W> {
  const processor = context.processors[id];
  if (processor === undefined) throw new ModelError(`${context.path} has no processor ${id}`);
  return processor;
}

/** Emits an event to another actor. */
export function tell<W extends Work>(
  turn: Turn<W>,
  event: { readonly type: string; readonly to: string; readonly [field: string]: unknown },
): void {
  turn.out.push(event);
}

/** Tells the owner something, unless it has stopped; the processor waits for its RETURN. */
export function notify<W extends Work>(turn: Turn<W>, processor: ProcessorState<W>, notice: Notice): void {
  if (turn.context.stopped) return;
  processor.awaiting += 1;
  tell(turn, notice);
}

/** Tells an entity's mirror chart of a change of its run state. */
export function mirror<W extends Work>(turn: Turn<W>, entity: EntityState<W>, type: RunStateEvent["type"]): void {
  entity.shown = type === "DISPATCH";
  if (entity.mirror !== null) tell(turn, { type, to: entity.mirror });
}

/** Moves an entity to another run state; time spent in the old one is booked (that of running is booked by `settle`). */
export function changeState<W extends Work>({ context }: Turn<W>, entity: EntityState<W>, state: EntityState<W>["state"]): void {
  const group = context.groups[entity.group];
  if (group !== undefined) {
    bookLack(group, context.processors.length, now());
    if (entity.state === "ready" || entity.state === "running") group[entity.state] -= 1;
    if (state === "ready" || state === "running") group[state] += 1;
  }
  const spent = now() - entity.since;
  if (entity.state === "ready") entity.times.ready += spent;
  else if (entity.state === "blocked") entity.times.blocked += spent;
  else if (entity.state === "held") entity.times.held += spent;
  entity.since = now();
  entity.state = state;
}

/** The clock page of an entity: time since its admission in which it was ready to run and was not run. */
export function stolenFrom<W extends Work>({ times, state, since }: EntityState<W>): number {
  const waiting = state === "ready" || state === "held" ? now() - since : 0;
  return times.ready + times.held + times.stolen + waiting;
}
