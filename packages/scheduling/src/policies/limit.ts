import type { Nanoseconds } from "@crosstalk/engine";
import type { EntityId, GroupId, View } from "../policy.ts";
import { type LimitBucket, type ProportionalShareState, ratioOf } from "./proportional-share-state.ts";

/** Why entities are held whose group has used up its limit. */
const WHY = "limit";

/** The bucket of a group, filled up to now; `undefined` if it has no limit. */
function bucketOf(state: ProportionalShareState, group: GroupId, view: View): LimitBucket | undefined {
  const { cap } = view.group(group).share;
  if (cap === undefined) return undefined;
  const depth = state.parameters.quantum * Math.max(1, cap);
  state.buckets[group] ??= { left: depth, granted: 0, at: view.now, held: [] };
  const bucket = state.buckets[group];
  bucket.left = Math.min(depth - bucket.granted, bucket.left + cap * (view.now - bucket.at));
  bucket.at = view.now;
  return bucket;
}

/** Whether an entity may not run now, because its group has used up its limit. It is then held, and must not wait. */
export function heldByLimit(state: ProportionalShareState, entity: EntityId, view: View): boolean {
  const { group } = view.entity(entity);
  const bucket = bucketOf(state, group, view);
  if (bucket === undefined || bucket.left >= state.parameters.leastGrant) return false;
  bucket.held.push(entity);
  view.hold(entity, WHY);
  if (bucket.held.length === 1) setAlarm(state, bucket, group, view);
  return true;
}

function setAlarm(state: ProportionalShareState, bucket: LimitBucket, group: GroupId, view: View): void {
  const cap = view.group(group).share.cap ?? 1;
  const missing = state.parameters.leastGrant - bucket.left;
  view.alarm(WHY, group, view.now + Math.max(1, Math.ceil(missing / cap)));
}

/** How long an entity that is picked may run: a quantum, or what its limit grants. */
export function grantTo(state: ProportionalShareState, entity: EntityId, view: View): Nanoseconds {
  const { quantum } = state.parameters;
  const bucket = bucketOf(state, view.entity(entity).group, view);
  if (bucket === undefined) return quantum;
  const grant = Math.floor(Math.min(quantum, bucket.left));
  bucket.left -= grant;
  bucket.granted += grant;
  state.grant[entity] = grant;
  return grant;
}

/** An entity has run: first at the expense of its grant. */
export function chargeLimit(state: ProportionalShareState, entity: EntityId, ran: Nanoseconds, view: View): void {
  const bucket = state.buckets[view.entity(entity).group];
  if (bucket === undefined) return;
  const granted = Math.min(state.grant[entity] as number, ran);
  state.grant[entity] = (state.grant[entity] as number) - granted;
  bucket.granted -= granted;
  bucket.left -= ran - granted;
}

/** An entity stops running: what is left of its grant goes back. */
export function returnGrant(state: ProportionalShareState, entity: EntityId, view: View): void {
  const bucket = state.buckets[view.entity(entity).group];
  if (bucket === undefined) return;
  bucket.left += state.grant[entity] as number;
  bucket.granted -= state.grant[entity] as number;
  state.grant[entity] = 0;
}

/** Whether its limit holds an entity. */
export function isLimited(state: ProportionalShareState, entity: EntityId, view: View): boolean {
  return state.buckets[view.entity(entity).group]?.held.includes(entity) === true;
}

/** An entity that its limit may hold is gone. */
export function forgetHeld(state: ProportionalShareState, entity: EntityId, view: View): void {
  const held = state.buckets[view.entity(entity).group]?.held;
  if (held?.includes(entity) === true) held.splice(held.indexOf(entity), 1);
}

/**
 * The bucket of a group may be full enough: releases as many of its entities as it has grants for, the least ratio
 * first; all of them if the group's limit has been lifted meanwhile.
 */
export function releaseHeld(state: ProportionalShareState, group: GroupId, view: View): void {
  const bucket = state.buckets[group];
  if (bucket === undefined) return;
  const isLimited = bucketOf(state, group, view) !== undefined;
  bucket.held.sort((a, b) => ratioOf(state, a) - ratioOf(state, b) || a - b);
  const grants = Math.max(0, Math.floor(bucket.left / state.parameters.leastGrant));
  for (const entity of bucket.held.splice(0, isLimited ? grants : bucket.held.length)) view.release(entity, WHY);
  if (bucket.held.length > 0) setAlarm(state, bucket, group, view);
}
