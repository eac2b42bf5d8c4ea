import { observable } from "rxjs";
import type { ActorOptions, AnyStateMachine } from "xstate";
import type { ModelEvent } from "../model-event.ts";
import type { Chart } from "./chart.ts";
import type { StateNode } from "./definition.ts";
import { type Clock, defaults } from "./host.ts";
import { Instance } from "./instance.ts";
import { Listeners, type Observer } from "./listeners.ts";
import type { MachineSnapshot } from "./snapshot.ts";

/** Options of `createActor` that the compiled runtime serves. */
export interface CompiledOptions extends Pick<ActorOptions<AnyStateMachine>, "id" | "input"> {
  readonly clock?: Clock;
  readonly logger?: (...arguments_: unknown[]) => void;
  readonly snapshot?: object | null;
  /** What XState called the snapshot before. */
  readonly state?: object | null;
}

let counted = 0;

/** An actor outside a simulation, with the methods of XState's own. */
export class CompiledActor extends Instance {
  readonly id: string;
  readonly sessionId: string;
  readonly logic: AnyStateMachine;
  readonly options: CompiledOptions;
  readonly clock: Clock;
  readonly ref = this;
  readonly src: AnyStateMachine;
  readonly #listeners = new Listeners();
  readonly #logger: (...arguments_: unknown[]) => void;
  readonly #timers = new Map<string, unknown>();
  #phase: "new" | "running" | "stopped" = "new";
  #unnamed = 0;

  constructor(chart: Chart, options: CompiledOptions) {
    super(chart);
    this.logic = chart.machine;
    this.src = chart.machine;
    this.options = options;
    this.sessionId = `c:${counted}`;
    counted += 1;
    this.id = options.id ?? this.sessionId;
    this.clock = options.clock ?? defaults.clock;
    this.#logger = options.logger ?? defaults.logger;
    this.send = this.send.bind(this);
    // `state` is what XState called it before. None is what a storage gives that holds nothing, too: null, or an empty text.
    const saved = options.snapshot ?? options.state;
    if (saved) this.#restore(saved);
    else this.initialize(options.input);
  }

  get self(): this {
    return this;
  }

  get system(): object {
    return { get: () => undefined, getAll: () => ({}), inspect: cannotInspect };
  }

  getSnapshot(): MachineSnapshot {
    return this.snapshot;
  }

  getPersistedSnapshot(): unknown {
    return this.logic.getPersistedSnapshot(this.snapshot as never);
  }

  start(): this {
    if (this.#phase === "running") return this;
    this.#phase = "running";
    if (this.status === "error") {
      this.#phase = "stopped";
      this.#listeners.fail(this.error);
      return this;
    }
    this.begin({ type: "xstate.init", input: this.options.input });
    return this;
  }

  send(event: ModelEvent): void {
    if (typeof event === "string") {
      throw new Error(`Only event objects may be sent to actors; use .send({ type: "${event}" }) instead`);
    }
    // What comes to a stopped actor is lost, as in XState, whose development build warns of it.
    if (this.#phase === "stopped") return;
    this.process(event, false);
  }

  /** XState's own way in, by which actors send to each other. */
  _send(event: ModelEvent): void {
    this.send(event);
  }

  subscribe(next?: Observer | ((snapshot: MachineSnapshot) => void), error?: (error: unknown) => void, complete?: () => void) {
    return this.#listeners.subscribe(this.#phase === "stopped" ? this.snapshot : undefined, next, error, complete);
  }

  on(type: string, handler: (event: ModelEvent) => void) {
    return this.#listeners.on(type, handler);
  }

  select<Selected>(selector: (snapshot: MachineSnapshot) => Selected, equal: (a: Selected, b: Selected) => boolean = Object.is) {
    return {
      subscribe: (observer: { next?: (selected: Selected) => void } | ((selected: Selected) => void)) => {
        const next = typeof observer === "function" ? observer : observer.next?.bind(observer);
        let previous = selector(this.snapshot);
        return this.subscribe((snapshot) => {
          const selected = selector(snapshot);
          if (equal(previous, selected)) return;
          previous = selected;
          next?.(selected);
        });
      },
      get: () => selector(this.snapshot),
    };
  }

  stop(): this {
    if (this.#phase === "stopped") return this;
    // As XState has it: what was sent first before the start stays, and is taken if the actor is started after all.
    this.clearMailbox(this.#phase === "new" ? 1 : 0);
    if (this.#phase === "new") this.#phase = "stopped";
    else this.process({ type: "xstate.stop" }, false);
    return this;
  }

  toJSON(): object {
    return { xstate$$type: 1, id: this.id };
  }

  /** Makes the actor an observable to RxJS's `from`, as XState's actors are. */
  [observable](): this {
    return this;
  }

  override schedule(event: ModelEvent, delay: number, id: string | undefined, target: unknown): void {
    this.#unnamed += 1;
    const key = id ?? `unnamed ${this.#unnamed}`;
    const handle = this.clock.setTimeout(() => {
      this.#timers.delete(key);
      this.sendAtOnce(event, target ?? this);
    }, delay);
    this.#timers.set(key, handle);
  }

  override cancel(id: string): void {
    const handle = this.#timers.get(id);
    this.#timers.delete(id);
    if (handle !== undefined) this.clock.clearTimeout(handle);
  }

  override emitted(event: ModelEvent): void {
    this.#listeners.emit(event);
  }

  override sendAtOnce(event: ModelEvent, target: unknown): void {
    const { _send: send } = target as { _send?: (event: ModelEvent) => void };
    if (send !== undefined) send.call(target, event);
    else (target as { send(event: ModelEvent): void }).send(event);
  }

  override log(label: string | undefined, value: unknown): void {
    if (label) this.#logger(label, value);
    else this.#logger(value);
  }

  protected override settled(event: ModelEvent): void {
    if (event.type === "xstate.stop") {
      this.#end();
      return;
    }
    if (this.status === "active") this.#listeners.next(this.snapshot);
    if (this.status !== "done") return;
    this.#listeners.next(this.snapshot);
    this.#halt();
    this.#listeners.complete();
  }

  protected override failed(error: unknown): void {
    this.#halt();
    this.#listeners.fail(error);
  }

  #end(): void {
    this.setStopped();
    this.#halt();
    this.#listeners.complete();
  }

  #halt(): void {
    if (this.#phase !== "running") return;
    for (const id of [...this.#timers.keys()]) this.cancel(id);
    this.clearMailbox();
    this.#phase = "stopped";
  }

  #restore(saved: object): void {
    try {
      const snapshot = this.logic.restoreSnapshot(saved as never, {} as never) as unknown as MachineSnapshot;
      this.resume(snapshot, this.chart.configuration(snapshot._nodes as unknown as StateNode[]));
    } catch (error) {
      this.setFailed(error);
    }
  }
}

/** What is said, rather than nothing told ever. */
function cannotInspect(): never {
  throw new Error("a compiled actor's system can't be inspected; give createActor the option inspect, which has it interpreted");
}
