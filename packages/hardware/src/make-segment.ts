import type { Segment } from "./machine.ts";

/** The fields of a segment; what is undefined, it does not have. */
export type SegmentFields = Pick<Segment, "parts" | "from"> & {
  readonly [Field in keyof Segment]?: Segment[Field] | undefined;
};

/**
 * A segment of some fields. They are set one by one, in one order, so that they have few shapes: a spread with a field
 * after it gives each object a shape of its own on Node 20, which takes as long to make as a hundred objects, and makes
 * whoever reads it slow.
 */
export function makeSegment({ parts, from, footprint, masked, trap, touches }: SegmentFields): Segment {
  const segment: { -readonly [Field in keyof Segment]: Segment[Field] } = { parts, from };
  if (footprint !== undefined) segment.footprint = footprint;
  if (masked !== undefined) segment.masked = masked;
  if (trap !== undefined) segment.trap = trap;
  if (touches !== undefined) segment.touches = touches;
  return segment;
}
