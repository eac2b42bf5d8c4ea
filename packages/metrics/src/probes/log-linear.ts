/** Bits of a value's binary fraction that are kept: 1,024 buckets from each power of two to the next. */
const BITS = 10;

/** A bucket is at most this share of its values wide, either side of its middle: half of 2^-10. */
export const LARGEST_ERROR = 1 / 2_048;

const SHIFT = 20 - BITS;
const view = new DataView(new ArrayBuffer(8));

/**
 * The bucket of a value: the first bits of its double, exponent and fraction. Larger values are in the same or a larger
 * bucket, and three significant digits of each are known (as in an HDR histogram, without its need of whole numbers
 * and of bounds).
 *
 * @param value at least 0.
 */
export function bucketOf(value: number): number {
  view.setFloat64(0, value);
  return view.getUint32(0) >>> SHIFT;
}

/** The smallest value of a bucket. */
export function lowEndOf(bucket: number): number {
  view.setUint32(0, bucket << SHIFT);
  view.setUint32(4, 0);
  return view.getFloat64(0);
}
