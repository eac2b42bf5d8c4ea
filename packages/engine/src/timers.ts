import type { ActorCell, CellChart, CellHost } from "./actor-cell.ts";
import type { Pending } from "./agenda.ts";
import type { ModelEvent } from "./model-event.ts";

/** Delayed events up to which an actor's are looked for one by one, and none is forgotten. */
const FEW = 8;

/** What stands in a delayed event that has never been scheduled. */
export const NO_EVENT: ModelEvent = { type: "engine.none" };

/**
 * A delayed event of an actor to itself, as it stands on the event list: used again and again. When it is due, nothing but
 * itself and the statechart has to be fetched from memory; that of a compiled statechart which has no other pending is the
 * statechart itself.
 */
export interface DelayedEvent extends Pending {
  event: ModelEvent;
  hash: number;
  /** Where it stands, or stood last. */
  slot: number;
}

/** A delayed event that stands beside its statechart: one of several. */
export class Timer implements DelayedEvent {
  readonly host: CellHost;
  readonly taker: CellChart;
  readonly pathHash: number;
  /** Its id. */
  readonly timer: string;
  event: ModelEvent = NO_EVENT;
  hash = -1;
  slot = 0;

  /** The actor must have been started. */
  constructor(cell: ActorCell, id: string) {
    this.host = cell.host;
    this.taker = cell.chart as CellChart;
    this.pathHash = cell.hash;
    this.timer = id;
  }

  get cell(): ActorCell {
    return this.taker.cell;
  }

  get work(): undefined {
    return undefined;
  }
}

/** The delayed events of an actor that stand beside its statechart, some of which may have passed: a list, and an index once they are many. */
export class Timers {
  /** How many delayed events without an id of their own there have been. */
  numbered = 0;
  #list: Timer[] = [];
  #byId: Map<string, Timer> | undefined;
  #most = FEW;

  get all(): readonly Timer[] {
    return this.#list;
  }

  /** The delayed event of an id; undefined if there has been none, or it is forgotten. */
  get(id: string): Timer | undefined {
    if (this.#byId !== undefined) return this.#byId.get(id);
    const list = this.#list;
    for (let index = 0; index < list.length; index += 1) {
      const timer = list[index] as Timer;
      if (timer.timer === id) return timer;
    }
    return undefined;
  }

  /** Adds one that is not known. Others that have passed may be forgotten for it. */
  add(timer: Timer, isPending: (timer: Timer) => boolean): void {
    // Most that have any have one: a list that grows would keep room for sixteen more.
    if (this.#list.length === 0) this.#list = [timer];
    else this.#list.push(timer);
    if (this.#list.length > this.#most) this.#forgetPassed(timer, isPending);
    else this.#byId?.set(timer.timer, timer);
  }

  /** Those that have passed go when there are twice as many as were pending at the last look. */
  #forgetPassed(added: Timer, isPending: (timer: Timer) => boolean): void {
    this.#list = this.#list.filter((timer) => timer === added || isPending(timer));
    this.#most = Math.max(FEW, 2 * this.#list.length);
    this.#byId =
      this.#list.length > FEW || this.#most > FEW ? new Map(this.#list.map((timer) => [timer.timer, timer])) : undefined;
  }
}
