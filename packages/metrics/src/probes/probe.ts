import type { ModelEvent, Nanoseconds, Simulation } from "@crosstalk/engine";
import { filter, map, merge, type Observable } from "rxjs";

/**
 * A way to sum up what comes over a stream: what it keeps, as a JSON value, and what that tells. All functions are free of
 * side effects beyond `take`, which changes the state in place.
 */
export interface ProbeKind<Value, State extends object, Reading> {
  /** The state before anything came; `before`: the state so far, where it begins anew in mid-run. */
  begin(now: Nanoseconds, before?: State): State;
  /** Takes what has come. Throws where it is not allowed, which fails the run. */
  take(state: State, value: Value, now: Nanoseconds): void;
  /** What the state tells at an instant. */
  read(state: State, now: Nanoseconds): Reading;
}

/** An observer of a stream that yields a reading. It never changes a run. */
export interface Probe<Reading> {
  /** What it tells at present. */
  read(): Reading;
  /** Forgets what it has seen, as at the end of a warm-up. A level keeps its present value. */
  restart(): void;
}

const probes = new WeakMap<Simulation, Probe<unknown>[]>();

/**
 * Puts a probe on a stream. What it has seen is kept in the run's notes: it is saved, restored and forked with the run.
 *
 * @param name unique in the run.
 * @param stream such as from {@link readings}; any operators in it must remember nothing, for they are not saved.
 * @param kind such as `tally()`, `timeWeighted()` or `histogram()`.
 */
export function watch<Value, State extends object, Reading>(
  simulation: Simulation,
  name: string,
  stream: Observable<Value>,
  kind: ProbeKind<Value, State, Reading>,
): Probe<Reading> {
  const key = `probe ${name}`;
  const state = simulation.notes.keep(key, () => kind.begin(simulation.now));
  subscribe(stream, name, (value) => kind.take(state(), value, simulation.now));
  const probe: Probe<Reading> = {
    read: () => kind.read(state(), simulation.now),
    restart: () => void Object.assign(state(), kind.begin(simulation.now, state())),
  };
  probes.set(simulation, [...(probes.get(simulation) ?? []), probe]);
  return probe;
}

/** Lets all probes of a run begin anew, as at the end of its warm-up; returns how many there are. */
export function restartProbes(simulation: Simulation): number {
  const all = probes.get(simulation) ?? [];
  for (const probe of all) probe.restart();
  return all.length;
}

/**
 * The stream of what actors' events tell.
 *
 * @param paths of the actors.
 * @param type of the events; `*` for all.
 * @param read what an event tells; undefined if nothing.
 */
export function readings<Value>(
  simulation: Simulation,
  paths: string | readonly string[],
  type: string,
  read: (event: ModelEvent) => Value | undefined,
): Observable<Value> {
  const all = typeof paths === "string" ? [paths] : paths;
  return merge(...all.map((path) => simulation.observe(path, type))).pipe(
    map(read),
    filter((value) => value !== undefined),
  );
}

function subscribe<Value>(stream: Observable<Value>, name: string, take: (value: Value) => void): void {
  stream.subscribe((value) => {
    try {
      take(value);
    } catch (error) {
      throw new RangeError(`probe ${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  });
}

/** A number that a probe takes; refuses what is not finite, and makes 0 of minus 0, which is no JSON value. */
export function finite(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`the value is ${value}; allowed are finite numbers`);
  return value + 0;
}
