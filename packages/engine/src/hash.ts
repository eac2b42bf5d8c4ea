const { imul } = Math;

const floats = new Float64Array(1);
const words = new Uint32Array(floats.buffer);

/** The hash of nothing: what others start from. */
export const OFFSET = 0x811c9dc5 | 0;
/** The other constant of FNV-1a for 32 bits. */
export const PRIME = 0x01000193;

/**
 * One step of the FNV-1a hash over 32-bit words (Fowler, Noll and Vo), with an extra rotation so that order counts. Signed,
 * as hashes are: so it is a small integer, which takes no memory of its own.
 */
export function fold(hash: number, word: number): number {
  const mixed = imul(hash ^ word, PRIME);
  return (mixed << 13) | (mixed >>> 19);
}

/** Folds a number, all 64 bits of it, into a hash. */
export function foldNumber(hash: number, value: number): number {
  floats[0] = value;
  return fold(fold(hash, words[0] as number), words[1] as number);
}

const strings = new Map<string, number>();

/** As {@link hashString}, for a string that is hashed once: not remembered. */
export function hashText(text: string): number {
  let hash = OFFSET;
  for (let index = 0; index < text.length; index += 1) hash = fold(hash, text.charCodeAt(index));
  return hash;
}

/** A hash of a string, 32 bits, signed; remembered, for few distinct strings occur in a run. */
export function hashString(text: string): number {
  const known = strings.get(text);
  if (known !== undefined) return known;
  const hash = hashText(text);
  if (strings.size > 100_000) strings.clear();
  strings.set(text, hash);
  return hash;
}

/** A well-mixed 32-bit hash of some numbers, for seeds and tie keys. */
export function mix(...values: number[]): number {
  let hash = OFFSET;
  for (const value of values) hash = foldNumber(hash, value);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
