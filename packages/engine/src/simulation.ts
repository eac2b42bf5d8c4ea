import { type Observable, Subject } from "rxjs";
import type { AnyMachineSnapshot, AnyStateMachine } from "xstate";
import { ActorCell } from "./actor-cell.ts";
import { enter } from "./ambient.ts";
import { type ErrorCode, ModelError, SimulationError } from "./errors.ts";
import type { EventHandle } from "./event-list.ts";
import { Fingerprint, mix } from "./fingerprint.ts";
import { HeapEventList } from "./heap-event-list.ts";
import { checkedCopy, copyJson } from "./json.ts";
import { type RandomStream, RandomStreams } from "./random.ts";
import { checkSaved, type SavedEvent, type SavedSimulation } from "./saved.ts";
import { markDelivery } from "./strict-machine.ts";
import { END_OF_TIME, NEVER, type Nanoseconds } from "./time.ts";
import { VirtualTimeScheduler } from "./virtual-time-scheduler.ts";
import { Wire, type WireOptions } from "./wire.ts";

/** An event that statecharts take and emit: a JSON value with a type. */
export interface ModelEvent {
  readonly type: string;
  /** When emitted: path of the actor that it goes to, over the wire between the two. */
  readonly to?: string;
  readonly [field: string]: unknown;
}

/** Emitted by a model to make an actor during the run, from a factory named at assembly. */
export interface SpawnRequest {
  readonly type: "engine.spawn";
  readonly factory: string;
  readonly path: string;
  readonly input: unknown;
}

/** Emitted by a model to end an actor that was made during the run. */
export interface StopRequest {
  readonly type: "engine.stop";
  readonly path: string;
}

/** How a run is set up. */
export interface SimulationOptions {
  /** Non-negative integer; same seed, same run. */
  readonly seed: number;
  /** Permutes the order of simultaneous events of different wires by this seed; absent: order of insertion. */
  readonly permuteTies?: number;
  /** Most deliveries in one instant before the run is taken to be in an endless loop; 1,000,000 by default. */
  readonly mostInstantEvents?: number;
}

/** Called at each delivery, before the actor takes the event. Must not change the run. */
export type DeliveryListener = (time: Nanoseconds, path: string, event: ModelEvent) => void;

interface Pending {
  readonly cell: ActorCell | undefined;
  readonly event: ModelEvent;
  /** Id of a delayed event of the actor to itself. */
  readonly timer?: string;
  /** RxJS work. */
  readonly work?: () => void;
}

interface Subscription {
  readonly type: string;
  readonly target: string;
}

/**
 * One run: virtual clock, event list, actors, wires, random streams, fingerprint. Knows nothing of virtualization.
 * Phases: assemble (actors, wires), then run; a world can't be rewired once it has started.
 */
export class Simulation {
  readonly seed: number;
  readonly permuteTies: number | undefined;
  /** RxJS's time operators, given this, run on virtual time. It holds closures: while work is pending, saving fails. */
  readonly scheduler: VirtualTimeScheduler;
  readonly #mostInstantEvents: number;
  readonly #events = new HeapEventList<Pending>();
  readonly #cells: (ActorCell | undefined)[] = [];
  readonly #byPath = new Map<string, ActorCell>();
  readonly #factories = new Map<string, AnyStateMachine>();
  readonly #wireByEnds = new Map<number, Map<string, Wire>>();
  readonly #wireOptions = new Map<string, WireOptions>();
  readonly #subscriptions = new Map<string, Subscription[]>();
  readonly #subjects = new Map<string, Subject<ModelEvent>>();
  readonly #listeners = new Set<DeliveryListener>();
  #random: RandomStreams;
  #fingerprint = new Fingerprint();
  #now: Nanoseconds = 0;
  #instantEvents = 0;
  #deliveries = 0;
  #phase: "assembling" | "ready" | "failed" = "assembling";
  #failure: SimulationError | undefined;
  #stopRequested = false;
  #pendingWork = 0;

  constructor(options: SimulationOptions) {
    if (!Number.isSafeInteger(options.seed) || options.seed < 0) {
      throw new RangeError(`seed is ${options.seed}; allowed is a whole number of at least 0`);
    }
    this.seed = options.seed;
    this.permuteTies = options.permuteTies;
    this.#mostInstantEvents = options.mostInstantEvents ?? 1_000_000;
    this.#random = new RandomStreams(options.seed);
    this.scheduler = new VirtualTimeScheduler({
      now: () => this.#now,
      schedule: (delay, work) => this.#scheduleWork(delay, work),
      cancel: (handle) => {
        if (this.#events.cancel(handle)) this.#pendingWork -= 1;
      },
    });
  }

  /** Virtual time: of the delivery under way, else of where the run stands. */
  get now(): Nanoseconds {
    return this.#now;
  }

  /** How many events have been delivered. */
  get deliveries(): number {
    return this.#deliveries;
  }

  /** Hash of all deliveries so far: sixteen hexadecimal digits. */
  get fingerprint(): string {
    return this.#fingerprint.toString();
  }

  /** Instant of the next event, or undefined if none is pending. */
  get nextTime(): Nanoseconds | undefined {
    return this.#events.nextTime();
  }

  /** Paths of all living actors, in order of making. */
  get paths(): readonly string[] {
    return [...this.#byPath.keys()];
  }

  /** Adds an actor under a path such as `host0/cpu1`. Its machine sends by emitting events that bear `to`. */
  actor(path: string, machine: AnyStateMachine, input?: unknown): void {
    this.#assembling(`add actor ${path}`);
    this.#add(path, machine, input);
  }

  /** Names a machine from which models may make actors during the run. */
  factory(name: string, machine: AnyStateMachine): void {
    this.#assembling(`add factory ${name}`);
    this.#factories.set(name, machine);
  }

  /** Says how the wire from one actor to another behaves; wires not named here pass events at the same instant. */
  wire(source: string, target: string, options: WireOptions): void {
    this.#assembling(`wire ${source} to ${target}`);
    this.#wireOptions.set(`${source} ${target}`, options);
  }

  /** Sends every event of a type that an actor emits without `to` to another actor. */
  connect(source: string, type: string, target: string, options?: WireOptions): void {
    this.#assembling(`connect ${source} to ${target}`);
    const list = this.#subscriptions.get(source) ?? [];
    this.#subscriptions.set(source, [...list, { type, target }]);
    if (options !== undefined) this.wire(source, target, options);
  }

  /** What an actor emits, of one type or of all, as it is emitted. A subscriber that throws fails the run. */
  observe(path: string, type = "*"): Observable<ModelEvent> {
    const key = `${path} ${type}`;
    const known = this.#subjects.get(key);
    if (known !== undefined) return known;
    const made = new Subject<ModelEvent>();
    this.#subjects.set(key, made);
    return made;
  }

  /** Tells a listener of every delivery, for traces and probes; returns what ends it. */
  onDelivery(listener: DeliveryListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Puts an event for an actor on the event list: now, or at a later instant. An actor takes events from outside so. */
  post(path: string, event: ModelEvent, at: Nanoseconds = this.#now): void {
    const cell = this.#cell(path);
    if (!(at >= this.#now)) throw this.#error("SCHEDULE_IN_PAST", `event ${event.type} is scheduled at ${at} ns, now is ${this.#now} ns`, path);
    this.#push(at, -1 - cell.index, { cell, event });
  }

  /** The statechart's current snapshot: state value and context, to be read only. */
  snapshot(path: string): AnyMachineSnapshot {
    return this.#cell(path).snapshot;
  }

  /** The random stream of that name, for draws during assembly. */
  random(name: string): RandomStream {
    return this.#random.stream(name);
  }

  /** Starts all actors; called by the first run. */
  start(): void {
    if (this.#phase !== "assembling") return;
    this.#phase = "ready";
    const before = enter(this);
    try {
      for (const cell of [...this.#cells]) if (cell !== undefined && !cell.started) cell.start();
    } finally {
      enter(before);
    }
    this.#throwFailure();
  }

  /**
   * Delivers all events up to and at an instant, then leaves the clock there. Ends early, at the clock of the last
   * delivery, when `stop` is called or `when` holds after a delivery. Returns whether it reached the instant.
   */
  run(until: Nanoseconds, when?: () => boolean): boolean {
    if (!(until >= this.#now)) throw this.#error("SCHEDULE_IN_PAST", `run until ${until} ns, now is ${this.#now} ns`, "");
    if (until > END_OF_TIME) throw this.#error("END_OF_TIME", `run until ${until} ns is past the end of virtual time`, "");
    this.start();
    this.#stopRequested = false;
    for (;;) {
      const next = this.#events.nextTime();
      if (next === undefined || next > until) break;
      this.step();
      if (this.#stopRequested || when?.() === true) return false;
    }
    this.#advance(until);
    return true;
  }

  /** Delivers the next event; false if there is none. */
  step(): boolean {
    this.start();
    this.#throwFailure();
    const next = this.#events.pop();
    if (next === undefined) return false;
    this.#advance(next.time);
    this.#instantEvents += 1;
    const { cell, event, timer, work } = next.item;
    if (this.#instantEvents > this.#mostInstantEvents) {
      throw this.#error("ENDLESS_INSTANT", `more than ${this.#mostInstantEvents} events at one instant, the last ${event.type}`, cell?.path ?? "");
    }
    const before = enter(this);
    try {
      if (cell === undefined) this.#work(work as () => void);
      else this.#deliver(cell, event, timer);
    } finally {
      enter(before);
    }
    this.#throwFailure();
    return true;
  }

  /** Ends `run` after the delivery under way. */
  stop(): void {
    this.#stopRequested = true;
  }

  /** The whole simulation as a JSON value: clock, actors, pending events, wires, random streams, fingerprint. */
  save(): SavedSimulation {
    this.start();
    if (this.#pendingWork > 0) throw this.#error("NOT_SAVABLE", `RxJS work is pending on the simulation's scheduler (${this.#pendingWork})`, "");
    for (const wire of this.#wires()) if (wire.unsavable !== undefined) throw this.#error("NOT_SAVABLE", wire.unsavable, wire.name);
    try {
      return {
        format: 1,
        seed: this.seed,
        now: this.#now,
        deliveries: this.#deliveries,
        instantEvents: this.#instantEvents,
        fingerprint: this.#fingerprint.state,
        random: this.#random.save(),
        actors: this.#cells.map((cell) => cell?.save() ?? null),
        wires: this.#wires().map((wire) => ({ source: wire.source, target: wire.target, ...copyJson(wire.state) })),
        events: this.#events.entries().map(({ time, priority, tie, item }) => this.#savedEvent(time, priority, tie, item)),
      };
    } catch (error) {
      throw this.#error("NOT_SAVABLE", error instanceof Error ? error.message : String(error), "", error);
    }
  }

  /** Takes up a saved run. The same world must have been assembled before, and nothing run. */
  restore(saved: SavedSimulation): void {
    this.#assembling("restore");
    checkSaved(saved, this.seed, this.paths);
    this.#phase = "ready";
    this.#now = saved.now;
    this.#deliveries = saved.deliveries;
    this.#instantEvents = saved.instantEvents;
    this.#fingerprint = new Fingerprint([...saved.fingerprint]);
    this.#random = new RandomStreams(this.seed, saved.random);
    while (this.#events.pop() !== undefined);
    const before = enter(this);
    try {
      saved.actors.forEach((actor, index) => {
        if (actor === null) {
          this.#cells[index] = undefined;
          return;
        }
        const cell = this.#byPath.get(actor.path) ?? this.#add(actor.path, this.#factory(actor.factory ?? ""), undefined, actor.factory, index);
        cell.start(actor);
      });
    } finally {
      enter(before);
    }
    for (const { source, target, ...state } of saved.wires) this.#wire(this.#cells[source] as ActorCell, this.#cells[target] as ActorCell).state = state;
    for (const { time, priority, tie, target, event, timer } of saved.events) this.#restoreEvent(time, priority, tie, target, event, timer);
    this.#throwFailure();
  }

  #restoreEvent(time: Nanoseconds, priority: number, tie: number, target: number, event: ModelEvent, timer: string | undefined): void {
    const cell = this.#cells[target] as ActorCell;
    const copy = copyJson(event);
    const handle = this.#events.push(time, priority, tie, timer === undefined ? { cell, event: copy } : { cell, event: copy, timer });
    if (timer !== undefined) cell.timers.set(timer, handle);
  }

  #savedEvent(time: Nanoseconds, priority: number, tie: number, item: Pending): SavedEvent {
    const saved = { time, priority, tie, target: (item.cell as ActorCell).index, event: checkedCopy(item.event, `event ${item.event.type}`) };
    return item.timer === undefined ? saved : { ...saved, timer: item.timer };
  }

  #deliver(cell: ActorCell, event: ModelEvent, timer: string | undefined): void {
    if (timer !== undefined) cell.timers.delete(timer);
    this.#deliveries += 1;
    this.#fingerprint.fold(this.#now, cell.index, event);
    for (const listener of this.#listeners) listener(this.#now, cell.path, event);
    markDelivery(event);
    cell.deliver(event);
    markDelivery(undefined);
  }

  #work(work: () => void): void {
    this.#pendingWork -= 1;
    try {
      work();
    } catch (error) {
      this.#fail("SUBSCRIBER_EXCEPTION", error, "RxJS work");
    }
  }

  #scheduleWork(delay: Nanoseconds, work: () => void): EventHandle {
    if (!(delay >= 0)) throw this.#error("BAD_DELAY", `RxJS work is scheduled with a delay of ${delay} ns`, "");
    this.#pendingWork += 1;
    return this.#push(this.#now + Math.round(delay), 0, { cell: undefined, event: { type: "engine.work" }, work });
  }

  #emitted(cell: ActorCell, event: ModelEvent): void {
    try {
      this.#route(cell, event);
    } catch (error) {
      this.#fail("MODEL_EXCEPTION", error, cell.path);
    }
    if (this.#subjects.size === 0) return;
    try {
      this.#subjects.get(`${cell.path} ${event.type}`)?.next(event);
      this.#subjects.get(`${cell.path} *`)?.next(event);
    } catch (error) {
      this.#fail("SUBSCRIBER_EXCEPTION", error, cell.path);
    }
  }

  #route(cell: ActorCell, event: ModelEvent): void {
    if (event.to !== undefined) {
      this.#wireTo(cell, event.to).send(event);
      return;
    }
    if (event.type === "engine.spawn") this.#spawn(event as unknown as SpawnRequest);
    else if (event.type === "engine.stop") this.#stop(event.path as string);
    for (const { type, target } of this.#subscriptions.get(cell.path) ?? []) {
      if (type === event.type) this.#wireTo(cell, target).send(event);
    }
  }

  #spawn({ factory, path, input }: SpawnRequest): void {
    this.#add(path, this.#factory(factory), input, factory).start();
  }

  #stop(path: string): void {
    const cell = this.#cell(path);
    if (cell.factory === undefined) throw new ModelError(`actor ${path} was assembled, so it can't be stopped during the run`);
    cell.stop();
    this.#byPath.delete(path);
    this.#cells[cell.index] = undefined;
    this.#wireByEnds.delete(cell.index);
    for (const wires of this.#wireByEnds.values()) wires.delete(path);
  }

  #factory(name: string): AnyStateMachine {
    const machine = this.#factories.get(name);
    if (machine === undefined) throw this.#error("NO_SUCH_ACTOR", `no factory "${name}" was named at assembly`, "");
    return machine;
  }

  #add(path: string, machine: AnyStateMachine, input: unknown, factory?: string, index = this.#cells.length): ActorCell {
    if (this.#byPath.has(path)) throw this.#error("DUPLICATE_PATH", `there is an actor at ${path} already`, path);
    const cell = new ActorCell(this.#cellHost, index, path, machine, input, factory);
    this.#cells[index] = cell;
    this.#byPath.set(path, cell);
    return cell;
  }

  readonly #cellHost = {
    schedule: (cell: ActorCell, event: ModelEvent, delay: Nanoseconds, id: string) => this.#schedule(cell, event, delay, id),
    cancel: (cell: ActorCell, id: string) => {
      const handle = cell.timers.get(id);
      if (handle !== undefined) this.#events.cancel(handle);
      cell.timers.delete(id);
    },
    emitted: (cell: ActorCell, event: ModelEvent) => this.#emitted(cell, event),
    failed: (cell: ActorCell, error: unknown) => this.#fail("MODEL_EXCEPTION", error, cell.path),
  };

  #schedule(cell: ActorCell, event: ModelEvent, delay: Nanoseconds, id: string): void {
    if (!(delay >= 0)) throw new ModelError(`a delay is ${delay} ns; allowed is at least 0`, "BAD_DELAY");
    if (cell.timers.has(id)) throw new ModelError(`a delayed event with id "${id}" is pending already`, "BAD_DELAY");
    if (delay >= NEVER) return;
    cell.timers.set(id, this.#push(this.#now + Math.round(delay), -1 - cell.index, { cell, event, timer: id }));
  }

  #push(time: Nanoseconds, wire: number, item: Pending): EventHandle {
    if (time > END_OF_TIME) throw this.#error("END_OF_TIME", `event ${item.event.type} is scheduled past the end of virtual time`, item.cell?.path ?? "");
    const tie = this.permuteTies === undefined ? 0 : mix(this.permuteTies, time, wire) + 1;
    return this.#events.push(time, 0, tie, item);
  }

  #wireTo(source: ActorCell, path: string): Wire {
    const wires = this.#wireByEnds.get(source.index);
    const known = wires?.get(path);
    if (known !== undefined) return known;
    const target = this.#byPath.get(path);
    if (target === undefined) throw new ModelError(`event goes to ${path}, but there is no such actor`, "NO_SUCH_ACTOR");
    return this.#wire(source, target);
  }

  #wire(source: ActorCell, target: ActorCell): Wire {
    const wires = this.#wireByEnds.get(source.index) ?? new Map<string, Wire>();
    this.#wireByEnds.set(source.index, wires);
    const known = wires.get(target.path);
    if (known !== undefined) return known;
    const name = `${source.path} ${target.path}`;
    const ends = { source: source.index, target: target.index, name };
    const made = new Wire(this.#wireHost, ends, this.#wireOptions.get(name) ?? {});
    wires.set(target.path, made);
    return made;
  }

  #wires(): Wire[] {
    return [...this.#wireByEnds.values()].flatMap((wires) => [...wires.values()]);
  }

  get #wireHost() {
    const simulation = this;
    return {
      get now() {
        return simulation.#now;
      },
      random: (name: string) => simulation.random(name),
      arrive: (wire: Wire, event: ModelEvent, at: Nanoseconds) => {
        simulation.#push(at, mix(wire.source, wire.target), { cell: simulation.#cells[wire.target] as ActorCell, event });
      },
      failSubscriber: (path: string, error: unknown) => simulation.#fail("SUBSCRIBER_EXCEPTION", error, path),
    };
  }

  #cell(path: string): ActorCell {
    const cell = this.#byPath.get(path);
    if (cell === undefined) throw this.#error("NO_SUCH_ACTOR", `there is no actor at ${path}`, path);
    return cell;
  }

  #advance(time: Nanoseconds): void {
    if (time !== this.#now) this.#instantEvents = 0;
    this.#now = time;
  }

  #assembling(what: string): void {
    if (this.#phase !== "assembling") throw this.#error("WRONG_PHASE", `can't ${what}: the simulation has started`, "");
  }

  #error(code: ErrorCode, message: string, path: string, cause?: unknown): SimulationError {
    return new SimulationError(code, message, { at: this.#now, path, seed: this.seed }, cause);
  }

  #fail(code: ErrorCode, error: unknown, path: string): void {
    if (this.#failure !== undefined) return;
    const known = error instanceof ModelError ? error.code : code;
    this.#phase = "failed";
    this.#failure = error instanceof SimulationError ? error : this.#error(known, error instanceof Error ? error.message : String(error), path, error);
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }
}
