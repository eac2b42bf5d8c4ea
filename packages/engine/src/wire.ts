import { type Observable, Subject } from "rxjs";
import { ModelError } from "./errors.ts";
import { mix } from "./hash.ts";
import type { ModelEvent } from "./model-event.ts";
import type { RandomStream } from "./random.ts";
import { throwingAtOnce } from "./synchronous-errors.ts";
import { type Nanoseconds, NEVER } from "./time.ts";

/** A JSON object in which a stage keeps what it must remember. */
export type StageState = Record<string, number>;

/** Something that an event passes on a wire. Its memory is data in the wire, so worlds that use stages can be saved. */
export interface WireStage {
  /** What it is, such as `latency`. */
  readonly name: string;
  /** By how much every event is delayed, if that is all that it does: it need not be asked then. */
  readonly constant?: Nanoseconds;
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
  readonly clock: { readonly now: Nanoseconds };
  random(name: string): RandomStream;
  /** The event comes out; with its hash, if that is known already, else -1. */
  arrive(wire: Wire, event: ModelEvent, at: Nanoseconds, eventHash: number): void;
  failSubscriber(path: string, error: unknown): void;
}

/** A wire's state as data. */
export interface WireState {
  /** When the last event left. */
  readonly last: Nanoseconds;
  readonly stages: readonly { readonly name: string; readonly state: StageState }[];
}

interface PlacedStage {
  readonly stage: WireStage;
  readonly random: () => RandomStream;
  state: StageState;
}

/** Between the path of a wire's source and that of its target. */
const ARROW = " -> ";

/**
 * The stream for one pair of ends. What enters leaves in the same order, at the same instant or later: never inside the
 * delivery that sent it. An event that a stage delays without end never leaves, nor does any that enters after it.
 */
export class Wire {
  readonly source: number;
  readonly target: number;
  readonly name: string;
  /** Path of the target. */
  readonly to: string;
  /** Distinguishes wires when ties are permuted. */
  readonly tieKey: number;
  readonly #host: WireHost;
  readonly #stages: readonly PlacedStage[];
  /** By how much every event is delayed; NaN if the stages have to be asked. */
  readonly #constant: Nanoseconds;
  readonly #savable: boolean;
  #entrance: Subject<ModelEvent> | undefined;
  /** When the last event left: keeps the wire first-in-first-out under varying delays. */
  #last: Nanoseconds = 0;

  constructor(host: WireHost, ends: { source: number; target: number; from: string; to: string }, options: WireOptions) {
    this.#host = host;
    this.source = ends.source;
    this.target = ends.target;
    this.to = ends.to;
    this.name = ends.from + ARROW + ends.to;
    this.tieKey = mix(ends.source, ends.target);
    this.#stages = (options.through ?? []).map((stage, index, all) => this.#place(stage, index, all));
    this.#constant = this.#stages.reduce((sum, { stage }) => sum + (stage.constant ?? Number.NaN), 0);
    this.#savable = options.pipe === undefined || options.stateless === true;
    if (options.pipe !== undefined) this.#entrance = this.#pipe(options.pipe);
  }

  /** Puts an event on the wire; with its hash, if that is known already, else -1. */
  send(event: ModelEvent, eventHash: number): void {
    const entrance = this.#entrance;
    if (entrance === undefined) this.#travel(event, eventHash);
    else this.#enter(entrance, event);
  }

  #enter(entrance: Subject<ModelEvent>, event: ModelEvent): void {
    try {
      throwingAtOnce(() => entrance.next(event));
    } catch (error) {
      this.#host.failSubscriber(this.name, error);
    }
  }

  /** Why the wire can't be saved, if it can't. */
  get unsavable(): string | undefined {
    return this.#savable ? undefined : `wire ${this.name} has RxJS operators that may hold hidden state`;
  }

  get state(): WireState {
    return { last: this.#last, stages: this.#stages.map(({ stage, state }) => ({ name: stage.name, state: { ...state } })) };
  }

  /** Takes up a saved state; throws if it is that of other stages. */
  set state(saved: WireState) {
    const names = this.#stages.map(({ stage }) => stage.name).join(", ");
    const savedNames = saved.stages.map(({ name }) => name).join(", ");
    if (names !== savedNames)
      throw new ModelError(`wire ${this.name} has stages [${names}], the save has [${savedNames}]`, "BAD_SAVE");
    this.#last = saved.last;
    saved.stages.forEach(({ state }, index) => {
      (this.#stages[index] as PlacedStage).state = { ...state };
    });
  }

  /** Stages of one kind on one wire draw from streams of their own. */
  #place(stage: WireStage, index: number, all: readonly WireStage[]): PlacedStage {
    const earlier = all.slice(0, index).filter(({ name }) => name === stage.name).length;
    const name = `wire ${this.name}: ${stage.name}${earlier === 0 ? "" : ` ${earlier + 1}`}`;
    return { stage, random: () => this.#host.random(name), state: stage.initial() };
  }

  #pipe(operators: (events: Observable<ModelEvent>) => Observable<ModelEvent>): Subject<ModelEvent> {
    const entrance = new Subject<ModelEvent>();
    throwingAtOnce(() => {
      operators(entrance).subscribe({
        next: (event) => this.#travel(event, -1),
        error: (error) => this.#host.failSubscriber(this.name, error),
      });
    });
    return entrance;
  }

  #travel(event: ModelEvent, eventHash: number): void {
    const entered = this.#host.clock.now;
    let at = this.#constant >= 0 ? entered + this.#constant : this.#pass(event, entered);
    const last = this.#last;
    if (at < last) at = last;
    else if (at > last) this.#last = Math.min(at, NEVER);
    if (at < NEVER) this.#host.arrive(this, event, at, eventHash);
  }

  /** When an event that enters leaves the stages; NaN if it is lost, {@link NEVER} if it never leaves. */
  #pass(event: ModelEvent, entered: Nanoseconds): Nanoseconds {
    let at = entered;
    for (const { stage, state, random } of this.#stages) {
      const left = stage.pass(event, at, state, random);
      if (left === undefined) return Number.NaN;
      if (!(left >= at))
        throw new ModelError(
          `stage ${stage.name} of wire ${this.name} lets an event leave at ${left} ns, it entered at ${at} ns`,
          "BAD_DELAY",
        );
      at = left;
    }
    return at;
  }
}
