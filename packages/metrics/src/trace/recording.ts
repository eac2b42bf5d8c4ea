import type { Nanoseconds } from "@crosstalk/engine";

/** A row of a trace's timeline. */
export interface TraceTrack {
  /** Path of an actor, such as `host/cpu0`; with a slash it stands below the track of the path before it. */
  readonly path: string;
  /** On a track of numbers below that of the path: what they are, with their unit. */
  readonly counter?: string;
}

/** One thing on a track, which is named by its place in the list of tracks. */
export type TraceRecord =
  | { readonly kind: "begin"; readonly time: Nanoseconds; readonly track: number; readonly name: string }
  | { readonly kind: "end"; readonly time: Nanoseconds; readonly track: number }
  | { readonly kind: "counter"; readonly time: Nanoseconds; readonly track: number; readonly value: number }
  | TraceInstant;

/** A message at one of its ends: where it was sent, or where it was delivered. */
export interface TraceInstant {
  readonly kind: "instant";
  readonly time: Nanoseconds;
  readonly track: number;
  readonly name: string;
  /** The flows that begin here, one for each delivery of what was sent. */
  readonly begins: number[];
  /** The flow that ends here. */
  ends?: number;
}

/** A run as timelines: slices for the states that actors were in, instants and flows for messages, counters. */
export interface TraceRecording {
  readonly tracks: readonly TraceTrack[];
  /** In order of time; those of one instant in the order in which they happened. */
  readonly records: readonly TraceRecord[];
  /** How many records there would be; more than there are if the trace was too large, and `records` is then empty. */
  readonly wanted: number;
  /** Where counters were asked for: fields of the recorded actors' contexts that can be drawn as such. */
  readonly fields: readonly string[];
}
