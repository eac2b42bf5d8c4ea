/** Uniform numbers in [0, 1), one independent stream for each purpose, reproducible from the seed. */
export function seededRandom(seed: number): (purpose: string) => number {
  const streams: Record<string, number> = {};
  return (purpose) => {
    let value = streams[purpose];
    if (value === undefined) {
      value = seed >>> 0;
      for (const character of purpose) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
    }
    value = (Math.imul(value, 1664525) + 1013904223) >>> 0;
    streams[purpose] = value;
    let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 4294967296;
  };
}
