import type { Observable } from "rxjs";
import type { AnyMachineSnapshot, AnyStateMachine } from "xstate";
import { Actors } from "./actors.ts";
import { Agenda, message, workQueue } from "./agenda.ts";
import type { UnsupportedFeature } from "./compiled/compile.ts";
import { Deliveries } from "./deliveries.ts";
import { Failure } from "./failure.ts";
import { copyJson } from "./json.ts";
import type { DeliveryListener, ModelEvent, SimulationOptions } from "./model-event.ts";
import { Notes } from "./notes.ts";
import { type RandomStream, RandomStreams } from "./random.ts";
import { RunLoop } from "./run-loop.ts";
import type { SavedSimulation } from "./saved.ts";
import { checkSaved, restoreParts, saveParts } from "./saving.ts";
import { END_OF_TIME, type Nanoseconds, NEVER } from "./time.ts";
import { VirtualTimeScheduler } from "./virtual-time-scheduler.ts";
import type { WireOptions } from "./wire.ts";
import { Wiring } from "./wiring.ts";

function checkWhole(what: string, value: number | undefined, least: number): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= least)) return;
  throw new RangeError(`${what} is ${value}; allowed is a whole number of at least ${least}`);
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
  /** What probes keep beside the run; saved and forked with it. */
  readonly notes = new Notes();
  readonly #agenda: Agenda;
  readonly #failure: Failure;
  readonly #actors: Actors;
  readonly #wiring: Wiring;
  readonly #random: RandomStreams;
  readonly #deliveries: Deliveries;
  readonly #loop: RunLoop;
  readonly #equipment = new Map<string, object>();
  readonly #descriptions = new Map<string, () => unknown>();
  #started = false;

  constructor(options: SimulationOptions) {
    checkWhole("seed", options.seed, 0);
    checkWhole("permuteTies", options.permuteTies, 0);
    checkWhole("mostInstantEvents", options.mostInstantEvents, 1);
    this.seed = options.seed;
    this.permuteTies = options.permuteTies;
    this.#random = new RandomStreams(options.seed);
    this.#agenda = new Agenda(options.permuteTies);
    this.#failure = new Failure(options.seed, this.#agenda);
    this.#deliveries = new Deliveries(this.#agenda, this.#failure, options.mostInstantEvents ?? 1_000_000);
    this.#loop = new RunLoop(this, this.#agenda, this.#failure, this.#deliveries);
    this.#actors = new Actors(options.runtime ?? "compiled", this.#agenda, this.#failure, (cell, event, hash) =>
      this.#wiring.emitted(cell, event, hash),
    );
    this.#wiring = new Wiring(this.#actors, this.#agenda, this.#failure, (name) => this.#random.stream(name));
    this.scheduler = new VirtualTimeScheduler(workQueue(this.#agenda));
  }

  /** Virtual time: of the delivery under way, else of where the run stands. */
  get now(): Nanoseconds {
    return this.#agenda.now;
  }

  /** How many events have been delivered. */
  get deliveries(): number {
    return this.#deliveries.count;
  }

  /** Hash of all deliveries so far: sixteen hexadecimal digits. */
  get fingerprint(): string {
    return this.#deliveries.fingerprint;
  }

  /** Instant of the next event, or undefined if none is pending. */
  get nextTime(): Nanoseconds | undefined {
    const next = this.#agenda.nextTime;
    return next === Number.POSITIVE_INFINITY ? undefined : next;
  }

  /**
   * Machines that run on XState's interpreter though the run is compiled, by their ids, with the features that stand in
   * the way. Whoever runs the simulation says so once.
   */
  get interpreted(): ReadonlyMap<string, readonly UnsupportedFeature[]> {
    return this.#actors.interpreted;
  }

  /** Paths of all living actors, in order of making. */
  get paths(): readonly string[] {
    return [...this.#actors.byPath.keys()];
  }

  /**
   * Adds an actor under a path such as `host0/cpu1`. Its machine sends by emitting events that bear `to`, and may ask for
   * its equipment by `equipment(path)`: what it is built from that is no data. It is not saved, but made anew at assembly.
   */
  actor(path: string, machine: AnyStateMachine, input?: unknown, equipment?: object): void {
    this.#assembling("add actor", path);
    this.#actors.add(path, machine, input);
    if (equipment != null) this.#equipment.set(path, equipment);
  }

  /**
   * What an actor was equipped with, as its machine gets it by `equipment(path)`.
   *
   * @throws {SimulationError} if there is no actor at the path, or it has none.
   */
  equipment(path: string): unknown {
    const found = this.#equipment.get(path);
    if (found === undefined)
      throw this.#failure.error("NO_EQUIPMENT", `actor ${this.#actors.at(path).path} has no equipment`, path);
    return found;
  }

  /** Names a machine from which models may make actors during the run. */
  factory(name: string, machine: AnyStateMachine): void {
    this.#assembling(`add factory ${name}`);
    this.#actors.factories.set(name, machine);
  }

  /** Tells with what parameters the component under a path is built, for records of the run; asked for only when needed. */
  describe(path: string, parameters: () => unknown): void {
    this.#assembling(`describe ${path}`);
    this.#descriptions.set(path, parameters);
  }

  /** What components tell of how they were built, by path, in order of assembly: to be looked at, not changed or kept. */
  components(): Readonly<Record<string, unknown>> {
    return Object.fromEntries([...this.#descriptions].map(([path, parameters]) => [path, parameters()]));
  }

  /** The same as JSON values of its own, for records; what is no data is left out. */
  descriptions(): Readonly<Record<string, unknown>> {
    return Object.fromEntries([...this.#descriptions].map(([path, parameters]) => [path, copyJson(parameters())]));
  }

  /** Says how the wire from one actor to another behaves; wires not named here pass events at the same instant. */
  wire(source: string, target: string, options: WireOptions): void {
    this.#assembling(`wire ${source} to ${target}`);
    this.#wiring.describe(source, target, options);
  }

  /** Sends every event of a type that an actor emits without `to` to another actor, over the one wire between the two. */
  connect(source: string, type: string, target: string, options?: WireOptions): void {
    this.#assembling(`connect ${source} to ${target}`);
    this.#wiring.connect(source, type, target);
    if (options !== undefined) this.#wiring.describe(source, target, options);
  }

  /** What an actor emits, of one type or of all, as it is emitted. A subscriber that throws fails the run. */
  observe(path: string, type = "*"): Observable<ModelEvent> {
    const observed = this.#wiring.observe(path, type);
    if (this.#started) this.#wiring.checkEnds();
    return observed;
  }

  /** Tells a listener of every delivery, for traces and probes; returns what ends it. A listener that throws fails the run. */
  onDelivery(listener: DeliveryListener): () => void {
    return this.#deliveries.listen(listener);
  }

  /**
   * Puts an event for an actor on the event list: now, or at a later instant (rounded to a nanosecond; {@link NEVER}
   * means never). An actor takes events from outside so.
   */
  post(path: string, event: ModelEvent, at: Nanoseconds = this.#agenda.now): void {
    const cell = this.#actors.at(path);
    const time = Math.round(at);
    if (!(time >= this.now)) {
      throw this.#failure.error("SCHEDULE_IN_PAST", `event ${event.type} is scheduled at ${at} ns, now is ${this.now} ns`, path);
    }
    if (time < NEVER) this.#agenda.push(time, -1 - cell.index, message(cell, event, -1));
  }

  /** The statechart's current snapshot: state value and context, to be read only. */
  snapshot(path: string): AnyMachineSnapshot {
    return this.#actors.at(path).snapshot;
  }

  /** The random stream of that name, for draws during assembly. */
  random(name: string): RandomStream {
    return this.#random.stream(name);
  }

  /** Starts all actors; called by the first run. */
  start(): void {
    this.#failure.throwIfAny();
    if (this.#started) return;
    this.#started = true;
    this.#loop.guarded("", () => {
      this.#wiring.checkEnds();
      this.#wiring.layPipes();
      for (const cell of [...this.#actors.cells]) if (cell !== undefined && !cell.started) cell.start();
    });
  }

  /**
   * Delivers all events up to and at an instant, then leaves the clock there. Ends early, at the clock of the last
   * delivery, when `stop` is called or `when` holds after a delivery. Returns whether it reached the instant.
   */
  run(until: Nanoseconds, when?: () => boolean): boolean {
    this.#loop.notDelivering("run");
    if (!(until >= this.now)) throw this.#failure.error("SCHEDULE_IN_PAST", `run until ${until} ns, now is ${this.now} ns`, "");
    if (until > END_OF_TIME)
      throw this.#failure.error("END_OF_TIME", `run until ${until} ns is past the end of virtual time`, "");
    this.start();
    const reached = this.#loop.run(until, when);
    if (reached) this.#deliveries.advance(until);
    return reached;
  }

  /** Delivers the next event; false if there is none. */
  step(): boolean {
    if (!this.#started || this.#failure.first !== undefined) this.start();
    this.#loop.notDelivering("step");
    return this.#loop.step();
  }

  /** Ends `run` after the delivery under way. */
  stop(): void {
    this.#loop.stop();
  }

  /** The whole simulation as a JSON value: clock, actors, pending events, wires, random streams, fingerprint. */
  save(): SavedSimulation {
    this.#loop.notDelivering("save");
    this.start();
    try {
      const clock = { now: this.#agenda.now, ...this.#deliveries.state };
      return { format: 1, seed: this.seed, permuteTies: this.permuteTies ?? null, ...clock, ...saveParts(this.#parts) };
    } catch (error) {
      throw this.#failure.from("NOT_SAVABLE", error, "");
    }
  }

  /** Takes up a saved run. The same world must have been assembled before, and nothing run. */
  restore(saved: SavedSimulation): void {
    this.#assembling("restore");
    this.#loop.guarded("", () => {
      checkSaved(saved, this.seed, this.permuteTies, this.paths);
      this.#started = true;
      this.#deliveries.state = saved;
      this.#wiring.checkEnds();
      restoreParts(this.#parts, saved);
    });
  }

  get #parts() {
    return { agenda: this.#agenda, actors: this.#actors, wiring: this.#wiring, random: this.#random, notes: this.notes };
  }

  #assembling(what: string, path = ""): void {
    if (!this.#started) return;
    const all = path === "" ? what : `${what} ${path}`;
    throw this.#failure.error("WRONG_PHASE", `can't ${all}: the simulation has started`, "");
  }
}
