import { type Observable, Subject } from "rxjs";
import type { ActorCell } from "./actor-cell.ts";
import type { Actors } from "./actors.ts";
import { type Agenda, message } from "./agenda.ts";
import { ModelError } from "./errors.ts";
import type { Failure } from "./failure.ts";
import type { ModelEvent, SpawnRequest } from "./model-event.ts";
import type { RandomStream } from "./random.ts";
import { throwingAtOnce } from "./synchronous-errors.ts";
import type { Nanoseconds } from "./time.ts";
import { Wire, type WireHost, type WireOptions } from "./wire.ts";

/** What becomes of the events that actors emit: wires, connections by type, observers, and requests to the engine. */
export class Wiring {
  readonly #actors: Actors;
  readonly #agenda: Agenda;
  readonly #failure: Failure;
  readonly #random: (name: string) => RandomStream;
  readonly #host: WireHost;
  /** By path of the source, then of the target. */
  readonly #options = new Map<string, Map<string, WireOptions>>();
  /** By path of the source, then by type of event: paths of the targets. */
  readonly #connections = new Map<string, Map<string, string[]>>();
  /** By path, then by type of event. */
  readonly #observed = new Map<string, Map<string, Subject<ModelEvent>>>();
  #observing = false;

  constructor(actors: Actors, agenda: Agenda, failure: Failure, random: (name: string) => RandomStream) {
    this.#actors = actors;
    this.#agenda = agenda;
    this.#failure = failure;
    this.#random = random;
    this.#host = this.#makeHost();
  }

  /** Says how the wire from one actor to another behaves. */
  describe(source: string, target: string, options: WireOptions): void {
    entry(this.#options, source, () => new Map<string, WireOptions>()).set(target, options);
  }

  /** Sends every event of a type that an actor emits without `to` to another actor. */
  connect(source: string, type: string, target: string): void {
    const targets = entry(
      entry(this.#connections, source, () => new Map<string, string[]>()),
      type,
      () => [],
    );
    if (!targets.includes(target)) targets.push(target);
  }

  /** What an actor emits, of one type or of all. */
  observe(path: string, type: string): Observable<ModelEvent> {
    this.#observing = true;
    return entry(
      entry(this.#observed, path, () => new Map<string, Subject<ModelEvent>>()),
      type,
      () => new Subject<ModelEvent>(),
    ).asObservable();
  }

  /** Fails if something names an actor that does not exist; with factories, it may yet come to be. */
  checkEnds(): void {
    if (this.#actors.factories.size > 0) return;
    for (const [source, wires] of this.#options) this.#checkEnds(`wire from ${source} to`, source, [...wires.keys()]);
    for (const [source, types] of this.#connections)
      this.#checkEnds(`connection from ${source} to`, source, [...types.values()].flat());
    for (const path of this.#observed.keys()) this.#checkEnds("observer of", path, [path]);
  }

  /** Makes the wires that have RxJS operators, whose own sources may start before the first event. */
  layPipes(): void {
    for (const [source, wires] of this.#options) {
      for (const [target, { pipe }] of wires) {
        const from = this.#actors.byPath.get(source);
        const to = this.#actors.byPath.get(target);
        if (pipe !== undefined && from !== undefined && to !== undefined) this.wire(from, to);
      }
    }
  }

  /** Takes what an actor has emitted; with the event's hash, if that is known already, else -1. */
  emitted(cell: ActorCell, event: ModelEvent, eventHash: number): void {
    try {
      // Most actors send to one other over and over.
      const last = cell.links?.last;
      if (last !== undefined && last.to === event.to) last.send(event, eventHash);
      else this.#emitted(cell, event, eventHash);
    } catch (error) {
      this.#failure.record("MODEL_EXCEPTION", error, cell.path);
    }
    if (this.#observing) this.#tellObservers(cell.path, event);
  }

  #emitted(cell: ActorCell, event: ModelEvent, eventHash: number): void {
    const { to } = event;
    if (to === undefined) this.#emittedToNobody(cell, event);
    else this.#wireTo(cell, to).send(event, eventHash);
  }

  /** The wire from one actor to another, made if there is none yet. */
  wire(source: ActorCell, target: ActorCell): Wire {
    const known = source.links?.wires.get(target.path);
    if (known !== undefined) return known;
    const ends = { source: source.index, target: target.index, from: source.path, to: target.path };
    const made = new Wire(this.#host, ends, this.#options.get(source.path)?.get(target.path) ?? {});
    source.makeLinks().wires.set(target.path, made);
    target.makeLinks().sources.add(source);
    return made;
  }

  /** All wires that have been made, in order of their sources. */
  wires(): Wire[] {
    return this.#actors.cells.flatMap((cell) => (cell === undefined ? [] : [...(cell.links?.wires.values() ?? [])]));
  }

  #makeHost(): WireHost {
    return {
      clock: this.#agenda,
      random: (name: string) => this.#random(name),
      arrive: (wire: Wire, event: ModelEvent, at: Nanoseconds, eventHash: number) => {
        const cell = this.#actors.cells[wire.target];
        if (cell !== undefined) this.#agenda.push(at, wire.tieKey, message(cell, event, eventHash));
      },
      failSubscriber: (path: string, error: unknown) => this.#failure.record("SUBSCRIBER_EXCEPTION", error, path),
    };
  }

  #wireTo(source: ActorCell, path: string): Wire {
    const { links } = source;
    const known = links?.wires.get(path);
    if (links !== undefined && known !== undefined) {
      links.last = known;
      return known;
    }
    const target = this.#actors.byPath.get(path);
    if (target === undefined) throw new ModelError(`event goes to ${path}, but there is no such actor`, "NO_SUCH_ACTOR");
    return this.wire(source, target);
  }

  #emittedToNobody(cell: ActorCell, event: ModelEvent): void {
    if (event.type === "engine.spawn") this.#spawn(event as unknown as SpawnRequest);
    else if (event.type === "engine.stop") this.#actors.remove(event.path as string);
    if (this.#connections.size === 0) return;
    for (const target of this.#connections.get(cell.path)?.get(event.type) ?? []) this.#wireTo(cell, target).send(event, -1);
  }

  #spawn({ factory, path, input }: SpawnRequest): void {
    this.#actors.add(path, this.#actors.factory(factory), input, factory).start();
  }

  #tellObservers(path: string, event: ModelEvent): void {
    const observed = this.#observed.get(path);
    if (observed === undefined) return;
    const ofType = observed.get(event.type);
    const ofAll = observed.get("*");
    if (ofType === undefined && ofAll === undefined) return;
    try {
      throwingAtOnce(() => {
        ofType?.next(event);
        ofAll?.next(event);
      });
    } catch (error) {
      this.#failure.record("SUBSCRIBER_EXCEPTION", error, path);
    }
  }

  #checkEnds(what: string, source: string, targets: readonly string[]): void {
    for (const path of [source, ...targets]) {
      if (!this.#actors.byPath.has(path))
        throw this.#failure.error("NO_SUCH_ACTOR", `${what} ${targets.join(", ")}: there is no actor at ${path}`, path);
    }
  }
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
