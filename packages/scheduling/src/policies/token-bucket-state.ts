import type { Nanoseconds } from "@crosstalk/engine";
import type { EntityId, GroupId, ProcessorId, View } from "../policy.ts";
import { type FillRate, fillRateOf, partOfWeights } from "./token-bucket-rate.ts";

/** Parameters of token buckets. A token is a tick of a processor. */
export interface TokenBucketParameters {
  /** Ticks a second, as in the policy below. */
  readonly hz: number;
  /** Flag `sched_hard`: who has no tokens is held until its bucket holds `least` again. */
  readonly hard: boolean;
  /** Flag `sched_prio`: priority falls with the level of the bucket. The policy below must be able to. */
  readonly priority: boolean;
  /** Tokens in a bucket at first, which end a hold, and which it holds at most; by default from `hz`. */
  readonly initial?: number;
  readonly least?: number;
  readonly most?: number;
  /** R and T: how a bucket fills. `weights`: by its group's part of all groups' weights, on each processor. */
  readonly fill: FillRate | "weights";
  /** R2 and T2, with which a bucket fills beside while its processor would idle; null: it doesn't. */
  readonly idle: FillRate | "weights" | null;
}

/** The bucket of a group on a processor. */
export interface TokenBucket {
  tokens: number;
  /** Up to when it has been filled, and up to which reading of its processor's idle clock. */
  at: Nanoseconds;
  idleAt: number;
  readonly fill: FillRate;
  readonly idle: FillRate | null;
  onHold: boolean;
  /** Those of the group that were held when this processor picked them. */
  held: EntityId[];
}

/** State of token buckets over a policy: plain JSON. */
export interface TokenBucketState {
  /** State of the policy below. */
  readonly inner: unknown;
  readonly parameters: TokenBucketParameters;
  readonly tick: Nanoseconds;
  readonly begun: Nanoseconds;
  readonly initial: number;
  readonly least: number;
  readonly most: number;
  /** Ticks by which the idle clock of each processor has skipped ahead. */
  readonly idleClock: number[];
  /** By processor, then by group. */
  readonly buckets: Record<string, TokenBucket>[];
}

/** Parts of a second of tokens, unless it is said: what ends a hold, what a bucket holds at most, what it has at first. */
export const bucketParts = { least: 16, most: 2, initial: 4 } as const;

/** Tokens that end a hold. */
export function leastOf({ least, hz }: TokenBucketParameters): number {
  return least ?? Math.max(1, Math.floor(hz / bucketParts.least));
}

/** Tokens that a bucket holds at most. */
export function mostOf({ most, hz }: TokenBucketParameters): number {
  return most ?? Math.max(2, Math.floor(hz / bucketParts.most));
}

/** The state before any group has run. */
export function tokenBucketState(parameters: TokenBucketParameters, inner: unknown, view: View): TokenBucketState {
  const { hz } = parameters;
  return {
    inner,
    parameters,
    tick: Math.round(1e9 / hz),
    begun: view.now,
    initial: parameters.initial ?? Math.max(1, Math.floor(hz / bucketParts.initial)),
    least: leastOf(parameters),
    most: mostOf(parameters),
    idleClock: view.processors.map(() => 0),
    buckets: view.processors.map(() => ({})),
  };
}

/** The bucket of a group on a processor, filled up to now; full of its first tokens when the group first runs there. */
export function bucketOf(state: TokenBucketState, group: GroupId, processor: ProcessorId, view: View): TokenBucket {
  const buckets = state.buckets[processor] as Record<string, TokenBucket>;
  const bucket = buckets[group] ?? newBucket(state, group, processor, view);
  buckets[group] = bucket;
  refill(state, bucket, processor, view);
  return bucket;
}

function newBucket(state: TokenBucketState, group: GroupId, processor: ProcessorId, view: View): TokenBucket {
  const { fill, idle } = state.parameters;
  const { cap } = view.group(group).share;
  const rate = (wanted: FillRate | "weights"): FillRate =>
    wanted === "weights" ? fillRateOf(partOfWeights(group, view), state.most) : wanted;
  return {
    tokens: state.initial,
    at: state.begun + Math.floor((view.now - state.begun) / state.tick) * state.tick,
    idleAt: state.idleClock[processor] as number,
    fill: cap === undefined ? rate(fill) : fillRateOf(cap / state.buckets.length, state.most),
    idle: cap !== undefined || idle === null ? null : rate(idle),
    onHold: false,
    held: [],
  };
}

/** Adds what a bucket has earned, of whole intervals, and sees whether it puts its group on hold or ends that. */
function refill(state: TokenBucketState, bucket: TokenBucket, processor: ProcessorId, view: View): void {
  const { fill, idle } = bucket;
  const intervals = Math.floor((view.now - bucket.at) / (fill.ticks * state.tick));
  bucket.at += intervals * fill.ticks * state.tick;
  let earned = intervals * fill.tokens;
  if (idle !== null) {
    const skipped = Math.floor(((state.idleClock[processor] as number) - bucket.idleAt) / idle.ticks);
    bucket.idleAt += skipped * idle.ticks;
    earned += skipped * idle.tokens;
  }
  bucket.tokens = Math.min(state.most, bucket.tokens + earned);
  bucket.onHold = bucket.onHold ? bucket.tokens < state.least : bucket.tokens <= 0;
}

/** When a bucket will hold enough to end a hold. */
export function enoughAt({ least, tick }: TokenBucketState, { tokens, at, fill }: TokenBucket): Nanoseconds {
  return at + Math.ceil((least - tokens) / fill.tokens) * fill.ticks * tick;
}

/** By how many ticks a processor's idle clock has to skip ahead for that; undefined: the bucket doesn't fill by it. */
export function skipFor(state: TokenBucketState, bucket: TokenBucket, processor: ProcessorId): number | undefined {
  if (bucket.idle === null) return undefined;
  const intervals = Math.ceil((state.least - bucket.tokens) / bucket.idle.tokens);
  return bucket.idleAt + intervals * bucket.idle.ticks - (state.idleClock[processor] as number);
}
