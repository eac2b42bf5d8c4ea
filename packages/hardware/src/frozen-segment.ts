import type { Segment } from "./machine.ts";

/**
 * Freezes a segment that many bursts contain, all the way down, and returns it: what is frozen is hashed once for the
 * fingerprints of all its runs. Its operations must be its own.
 */
export function frozenSegment(segment: Segment): Segment {
  for (const part of segment.parts) {
    Object.freeze(part.operations);
    Object.freeze(part);
  }
  Object.freeze(segment.parts);
  if (segment.footprint !== undefined) Object.freeze(segment.footprint);
  return Object.freeze(segment);
}
