import { formatTime } from "@crosstalk/engine";
import type { TracedRun } from "@crosstalk/experiment";
import { didYouMean } from "@crosstalk/experiment/closest-name";
import { UsageError } from "../errors.ts";
import { type TraceFlags, virtualTime } from "./trace-flags.ts";

/** Bytes of a trace for each of its events, about: to say how large one would be that is not written. */
const BYTES_OF_EVENT = 35;

/** How many paths of actors, or fields, a message names. */
const MOST_NAMED = 12;

/**
 * Refuses a trace that has nothing to draw, or not what was asked for, or too much.
 *
 * @throws {UsageError} saying what there is.
 */
export function refuse(traced: TracedRun, flags: TraceFlags, most: number): void {
  const { wanted = 0, tracks = [] } = traced.recording ?? {};
  if (wanted > most) {
    const size = `${wanted} events, about ${Math.ceil((wanted * BYTES_OF_EVENT) / 1e6)} MB`;
    throw new UsageError(`the trace would have ${size}; allowed is at most ${most}: narrow it by --from, --to and --actors`);
  }
  if (tracks.every(({ counter }) => counter !== undefined)) refuseEmpty(traced, flags);
  refuseCounters(traced, flags);
}

function refuseEmpty({ actors: paths, outcome }: TracedRun, { actors, from }: TraceFlags): void {
  const end = "end" in outcome ? outcome.end : undefined;
  if (from !== undefined && end !== undefined && virtualTime(from) > end)
    throw new UsageError(`from is ${from}; allowed is a virtual time up to the run's end, which is at ${formatTime(end)}`);
  const named = some(paths);
  throw new UsageError(`actors is ${actors.join(",")}; allowed are patterns that the path of some actor is like: ${named}`);
}

/** A counter that no recorded actor has at any time is a slip. */
function refuseCounters({ recording }: TracedRun, { counter }: TraceFlags): void {
  const { tracks = [], fields = [] } = recording ?? {};
  const drawn = new Set(tracks.map(({ counter: field }) => field));
  const missing = counter.filter((field) => !drawn.has(field));
  if (missing.length === 0) return;
  const allowed =
    fields.length === 0 ? "none, for no recorded actor has a number or a list" : `fields of contexts: ${some(fields)}`;
  throw new UsageError(missing.map((field) => `counter is ${field}${didYouMean(field, fields)}; allowed are ${allowed}`));
}

function some(names: readonly string[]): string {
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : "";
  return `${names.slice(0, MOST_NAMED).join(", ")}${more}`;
}
