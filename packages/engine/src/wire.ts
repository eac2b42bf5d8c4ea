import { type Observable, Subject } from "rxjs";
import type { RandomStream } from "./random.ts";
import type { ModelEvent } from "./simulation.ts";
import type { Nanoseconds } from "./time.ts";

/** A JSON object in which a stage keeps what it must remember. */
export type StageState = Record<string, number>;

/**
 * Something that an event passes on a wire. Its memory is data in the wire, so worlds that use stages can be saved.
 */
export interface WireStage {
  /** What it is, such as `latency`. */
  readonly name: string;
  /** What it remembers at first. */
  initial(): StageState;
  /** When the event that enters at an instant leaves again, or undefined if it is lost. Never earlier than it entered. */
  pass(event: ModelEvent, at: Nanoseconds, state: StageState, random: () => RandomStream): Nanoseconds | undefined;
}

/** How a wire between two actors behaves. */
export interface WireOptions {
  /** Stages in the order in which events pass them. */
  readonly through?: readonly WireStage[];
  /**
   * A user's own RxJS operators, before the stages. They must not use RxJS's own clock. Unless `stateless` is set, a
   * world with such a wire can't be saved, since operators may remember what the engine can't see.
   */
  readonly pipe?: (events: Observable<ModelEvent>) => Observable<ModelEvent>;
  /** The operators in `pipe` remember nothing. */
  readonly stateless?: boolean;
}

/** What a wire needs from its simulation. */
export interface WireHost {
  readonly now: Nanoseconds;
  random(name: string): RandomStream;
  arrive(wire: Wire, event: ModelEvent, at: Nanoseconds): void;
  failSubscriber(path: string, error: unknown): void;
}

/**
 * The stream for one pair of ends. What enters leaves in the same order, at the same instant or later: never inside the
 * delivery that sent it.
 */
export class Wire {
  readonly source: number;
  readonly target: number;
  readonly name: string;
  readonly #host: WireHost;
  readonly #stages: readonly WireStage[];
  readonly #savable: boolean;
  #states: StageState[];
  #entrance: Subject<ModelEvent> | undefined;
  /** When the last event left: keeps the wire first-in-first-out under varying delays. */
  #last: Nanoseconds = 0;

  constructor(host: WireHost, ends: { source: number; target: number; name: string }, options: WireOptions) {
    this.#host = host;
    this.source = ends.source;
    this.target = ends.target;
    this.name = ends.name;
    this.#stages = options.through ?? [];
    this.#states = this.#stages.map((stage) => stage.initial());
    this.#savable = options.pipe === undefined || options.stateless === true;
    if (options.pipe !== undefined) {
      this.#entrance = new Subject();
      options.pipe(this.#entrance).subscribe({
        next: (event) => this.#travel(event),
        error: (error) => host.failSubscriber(ends.name, error),
      });
    }
  }

  /** Puts an event on the wire. */
  send(event: ModelEvent): void {
    if (this.#entrance === undefined) this.#travel(event);
    else this.#entrance.next(event);
  }

  /** Why the wire can't be saved, if it can't. */
  get unsavable(): string | undefined {
    return this.#savable ? undefined : `wire ${this.name} has RxJS operators that may hold hidden state`;
  }

  get state(): { readonly last: Nanoseconds; readonly stages: readonly StageState[] } {
    return { last: this.#last, stages: this.#states };
  }

  set state(saved: { readonly last: Nanoseconds; readonly stages: readonly StageState[] }) {
    this.#last = saved.last;
    this.#states = saved.stages.map((state) => ({ ...state }));
  }

  #travel(event: ModelEvent): void {
    let at: Nanoseconds | undefined = this.#host.now;
    for (let index = 0; index < this.#stages.length; index += 1) {
      const stage = this.#stages[index] as WireStage;
      at = stage.pass(event, at, this.#states[index] as StageState, () => this.#host.random(`wire ${this.name}: ${stage.name}`));
      if (at === undefined) return;
    }
    this.#last = Math.max(at, this.#last);
    this.#host.arrive(this, event, this.#last);
  }
}
