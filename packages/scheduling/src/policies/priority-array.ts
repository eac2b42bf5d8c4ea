import type { EntityId } from "../policy.ts";

/** Time-sharing priorities of Linux 2.6: 100 (nice -20) to 139 (nice 19), one level each. */
export const levels = 40;

/**
 * One of the two arrays of an O(1) run queue: a first-in-first-out list for each priority, and a bitmap of the lists
 * that are not empty, so that the best task is found in constant time.
 *
 * Model notes: of the kernel's 140 priorities, 0 to 99 belong to real-time classes, which no share can express, so only
 * the 40 time-sharing ones are kept: list `l` holds priority `100 + l`. Plain JSON.
 */
export interface PriorityArray {
  /** Bit 31 - l of the first word stands for list l < 32, bit 31 - (l - 32) of the second for the others. */
  readonly bitmap: [number, number];
  readonly lists: EntityId[][];
  length: number;
}

/** An empty array. */
export function priorityArray(): PriorityArray {
  return { bitmap: [0, 0], lists: Array.from({ length: levels }, () => []), length: 0 };
}

/** The best (lowest) level that holds a task at or after `from`; -1: none. */
export function firstLevel(array: PriorityArray, from = 0): number {
  const low = from < 32 ? array.bitmap[0] & (0xffffffff >>> from) : 0;
  if (low !== 0) return Math.clz32(low);
  const high = array.bitmap[1] & (0xffffffff >>> Math.max(0, from - 32));
  return from < levels && high !== 0 ? 32 + Math.clz32(high) : -1;
}

/** Queues a task at the end of its level, or behind the first `behind` of that level. */
export function insert(array: PriorityArray, level: number, entity: EntityId, behind = Number.MAX_SAFE_INTEGER): void {
  const list = array.lists[level] as EntityId[];
  if (behind >= list.length) list.push(entity);
  else if (behind === 0) list.unshift(entity);
  else list.splice(behind, 0, entity);
  array.bitmap[level < 32 ? 0 : 1] |= 0x80000000 >>> (level & 31);
  array.length += 1;
}

/** Takes a task from its level. */
export function remove(array: PriorityArray, level: number, entity: EntityId): void {
  const list = array.lists[level] as EntityId[];
  if (list[0] === entity) list.shift();
  else list.splice(list.indexOf(entity), 1);
  array.length -= 1;
  if (list.length === 0) array.bitmap[level < 32 ? 0 : 1] &= ~(0x80000000 >>> (level & 31));
}
