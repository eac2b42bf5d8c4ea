/** A stretch of numbers; lists of them are in order and don't overlap. */
export interface Interval {
  start: number;
  /** At least 1. */
  count: number;
}

/** Index of the first interval that ends after a number. */
export function indexAfter(list: readonly Interval[], at: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { start, count } = list[middle] as Interval;
    if (start + count > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** What is left of an interval from so many numbers on. */
export type Rest<Each extends Interval> = (whole: Each, by: number) => Each;

/** Sees to it that no interval reaches across a number. */
export function cutAt<Each extends Interval>(list: Each[], at: number, rest: Rest<Each>): void {
  const index = indexAfter(list, at);
  const whole = list[index];
  if (whole === undefined || whole.start >= at) return;
  const by = at - whole.start;
  list.splice(index + 1, 0, rest(whole, by));
  whole.count = by;
}

/** The intervals of a stretch, cut at its ends. They are the list's own: what is changed in them is changed in it. */
export function within<Each extends Interval>(list: Each[], start: number, count: number, rest: Rest<Each>): Each[] {
  cutAt(list, start, rest);
  cutAt(list, start + count, rest);
  const found: Each[] = [];
  for (let index = indexAfter(list, start); index < list.length; index += 1) {
    const each = list[index] as Each;
    if (each.start >= start + count) break;
    found.push(each);
  }
  return found;
}

/** Joins intervals that lie side by side and go on one another, from the one before a stretch up to the one after it. */
export function join<Each extends Interval>(
  list: Each[],
  start: number,
  count: number,
  goesOn: (first: Each, second: Each) => boolean,
): void {
  let index = Math.max(0, indexAfter(list, start) - 1);
  for (let next = list[index + 1]; next !== undefined && next.start <= start + count; next = list[index + 1]) {
    const first = list[index] as Each;
    if (first.start + first.count === next.start && goesOn(first, next)) {
      first.count += next.count;
      list.splice(index + 1, 1);
    } else index += 1;
  }
}
