import { END_OF_TIME, type ModelEvent, type Nanoseconds, type Simulation } from "@crosstalk/engine";
import { counterFields } from "./counter-fields.ts";
import { DeliveryRate } from "./delivery-rate.ts";
import { numberAt } from "./number-at.ts";
import { matcherOf } from "./path-matcher.ts";
import type { TraceInstant, TraceRecord, TraceRecording, TraceTrack } from "./recording.ts";
import { SentMessages } from "./sent-messages.ts";
import { sliceNames } from "./state-slices.ts";

/** What of a run is recorded. */
export interface TraceOptions {
  /** The first instant; where the simulation stands by default. */
  readonly from?: Nanoseconds;
  /** The last instant; the run's end by default. */
  readonly to?: Nanoseconds;
  /** Paths of the actors that are recorded; a `*` stands for any characters. All by default. */
  readonly actors?: readonly string[];
  /**
   * Fields of actors' contexts that are drawn as counters, such as `queue`, with a dot for fields of fields: of a number its
   * value, of a list its length. Actors without the field have no such counter.
   */
  readonly counters?: readonly string[];
  /** Most records; {@link MOST_RECORDS} by default. */
  readonly most?: number;
}

/** Most records of a trace, unless told otherwise: some 30 to 40 MB as a file. */
export const MOST_RECORDS = 1_000_000;

/** An actor that is recorded. */
interface Watched {
  readonly track: number;
  /** Names of the slices that are open, the outermost first. */
  open: readonly string[];
  /** Whether its context has been looked at for fields. */
  searched: boolean;
  /** By field: its track and the value that was drawn last. */
  readonly counters: Map<string, { readonly track: number; value: number }>;
}

/**
 * Records a run as timelines while it runs, without any influence on it: states from snapshots, once what was delivered has
 * been taken; messages from what actors emit and what is delivered.
 *
 * Model notes: states that a statechart passes through within one delivery take no time, and are not recorded; nor is a
 * state that it leaves and enters again at once. Messages that begin or end outside what is recorded have no flow.
 */
export class TraceRecorder {
  readonly #simulation: Simulation;
  readonly #from: Nanoseconds;
  readonly #to: Nanoseconds;
  readonly #most: number;
  readonly #matches: (path: string) => boolean;
  readonly #fields: readonly string[];
  readonly #found = new Set<string>();
  readonly #tracks: TraceTrack[] = [];
  readonly #watched = new Map<string, Watched>();
  readonly #observed = new Set<string>();
  readonly #sent = new SentMessages();
  readonly #rate: DeliveryRate;
  #records: TraceRecord[] = [];
  #wanted = 0;
  #flows = 0;
  /** Whether the first instant has come. */
  #begun = false;
  /** Whether the last instant has passed. */
  #ended = false;
  /** Whose delivery came last, so that its state is yet to be looked at, and when that was. */
  #last: { readonly path: string; readonly time: Nanoseconds } | undefined;

  /** @param simulation assembled; what was sent before is not known. */
  constructor(simulation: Simulation, options: TraceOptions = {}) {
    const { from = 0, to = END_OF_TIME, actors = ["*"], counters = [], most = MOST_RECORDS } = options;
    this.#simulation = simulation;
    this.#from = Math.max(from, simulation.now);
    this.#to = to;
    this.#most = most;
    this.#fields = counters;
    this.#matches = matcherOf(actors);
    this.#rate = new DeliveryRate(this.#from);
    for (const path of simulation.paths) this.#observe(path);
    simulation.onDelivery((time, path, event) => this.#delivered(time, path, event));
  }

  /** What was recorded, when the run has ended or failed. */
  finish(): TraceRecording {
    const end = Math.min(this.#simulation.now, this.#to);
    if (end >= this.#from) this.#reach();
    this.#close(end);
    const track = this.#tracks.length;
    this.#tracks.push({ path: "", counter: "events delivered [1/s]" });
    for (const { time, rate } of this.#rate.rates()) {
      if (time <= end) this.#add({ kind: "counter", time, track, value: rate });
    }
    const records = this.#records.toSorted((a, b) => a.time - b.time);
    return { tracks: this.#tracks, records, wanted: this.#wanted, fields: [...this.#found].toSorted() };
  }

  #observe(path: string): void {
    if (this.#observed.has(path)) return;
    this.#observed.add(path);
    this.#simulation.observe(path).subscribe((event) => this.#emitted(path, event));
  }

  #delivered(time: Nanoseconds, path: string, event: ModelEvent): void {
    if (this.#ended) return;
    const sender = this.#sent.deliveredTo(path, event);
    if (time > this.#to) {
      if (this.#to >= this.#from) this.#reach();
      this.#close(this.#to);
      return;
    }
    if (time < this.#from) return;
    this.#reach();
    this.#rate.add(time);
    const track = this.#watched.get(path)?.track;
    if (track === undefined) return;
    const record: TraceInstant = { kind: "instant", time, track, name: event.type, begins: [] };
    if (sender !== undefined) {
      this.#flows += 1;
      sender.begins.push(this.#flows);
      record.ends = this.#flows;
    }
    this.#add(record);
    this.#last = { path, time };
  }

  #emitted(path: string, event: ModelEvent): void {
    if (event.type === "engine.spawn") this.#spawned(event.path as string);
    if (event.type === "engine.stop") this.#stopped(event.path as string);
    if (this.#ended) return;
    const { now } = this.#simulation;
    const track = now >= this.#from && now <= this.#to && this.#matches(path) ? this.#watch(path).track : undefined;
    const record: TraceInstant | undefined =
      track === undefined ? undefined : { kind: "instant", time: now, track, name: `emits ${event.type}`, begins: [] };
    this.#sent.sent(event, record);
    if (record !== undefined) this.#add(record);
  }

  #spawned(path: string): void {
    this.#observe(path);
    if (this.#begun && !this.#ended && this.#matches(path)) this.#look(path, this.#simulation.now);
  }

  #stopped(path: string): void {
    const watched = this.#watched.get(path);
    if (watched !== undefined) this.#show(watched, [], this.#simulation.now);
    if (this.#last?.path === path) this.#last = undefined;
  }

  /** Looks at the actor that took the last delivery; at all of them when recording begins. */
  #reach(): void {
    const last = this.#last;
    this.#last = undefined;
    if (!this.#begun) {
      this.#begun = true;
      for (const path of this.#simulation.paths) if (this.#matches(path)) this.#look(path, this.#from);
    } else if (last !== undefined) {
      this.#look(last.path, last.time);
    }
  }

  /** Draws the state that an actor is in, and its counters, as far as they have changed. */
  #look(path: string, time: Nanoseconds): void {
    const watched = this.#watch(path);
    const { value, context } = this.#simulation.snapshot(path);
    this.#show(watched, sliceNames(value), time);
    if (!watched.searched) for (const field of counterFields(context)) this.#found.add(field);
    watched.searched = true;
    for (const field of this.#fields) {
      const number = numberAt(context, field);
      if (number !== undefined) this.#count(watched, path, field, number, time);
    }
  }

  #watch(path: string): Watched {
    const known = this.#watched.get(path);
    if (known !== undefined) return known;
    const made: Watched = { track: this.#tracks.length, open: [], searched: this.#fields.length === 0, counters: new Map() };
    this.#tracks.push({ path });
    this.#watched.set(path, made);
    return made;
  }

  /** Ends the slices that have changed, the innermost first, and begins others in their place. */
  #show(watched: Watched, names: readonly string[], time: Nanoseconds): void {
    const { open, track } = watched;
    let same = 0;
    while (same < open.length && open[same] === names[same]) same += 1;
    for (let level = open.length; level > same; level -= 1) this.#add({ kind: "end", time, track });
    for (const name of names.slice(same)) this.#add({ kind: "begin", time, track, name });
    watched.open = names;
  }

  #count({ counters }: Watched, path: string, field: string, value: number, time: Nanoseconds): void {
    let counter = counters.get(field);
    if (counter?.value === value) return;
    if (counter === undefined) {
      counter = { track: this.#tracks.length, value };
      counters.set(field, counter);
      this.#tracks.push({ path, counter: field });
    }
    counter.value = value;
    this.#add({ kind: "counter", time, track: counter.track, value });
  }

  #close(time: Nanoseconds): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const watched of this.#watched.values()) this.#show(watched, [], time);
  }

  #add(record: TraceRecord): void {
    this.#wanted += 1;
    if (this.#wanted <= this.#most) this.#records.push(record);
    else this.#records = [];
  }
}
