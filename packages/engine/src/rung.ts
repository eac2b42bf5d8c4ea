/** Fewest buckets for which memory is taken. */
const FEWEST_BUCKETS = 16;

/**
 * One rung of a ladder: buckets of equal width, each a chain of slots in no order. Buckets before the cursor have been
 * emptied. The width is a power of two, so that the bucket of a time and the boundaries of buckets are exact.
 */
export class Rung {
  /** Instant at which the first bucket starts. */
  start = 0;
  /** Instant at which the last bucket ends. */
  end = 0;
  /** Nanoseconds of one bucket. */
  width = 1;
  /** 1 ÷ width. */
  inverse = 1;
  buckets = 0;
  /** The first bucket that has not been emptied. */
  cursor = 0;
  /** First slot of each bucket's chain. */
  heads = new Int32Array(FEWEST_BUCKETS);

  /** Covers the time from `start` to `end`, in buckets of about `width`; all are empty, if all were emptied before. */
  cover(start: number, end: number, width: number): void {
    let power = 1;
    while (power < width) power *= 2;
    this.start = start;
    this.end = end;
    this.width = power;
    this.inverse = 1 / power;
    this.buckets = Math.ceil((end - start) / power);
    this.cursor = 0;
    if (this.buckets > this.heads.length) this.heads = new Int32Array(Math.max(this.buckets, 2 * this.heads.length));
  }

  /** Moves the cursor to the next bucket that holds anything; false if there is none. */
  seek(): boolean {
    const { heads, buckets } = this;
    let { cursor } = this;
    while (cursor < buckets && heads[cursor] === 0) cursor += 1;
    this.cursor = cursor;
    return cursor < buckets;
  }

  /** Instant before which all buckets have been emptied. */
  get boundary(): number {
    return this.cursor >= this.buckets ? this.end : this.start + this.cursor * this.width;
  }
}
