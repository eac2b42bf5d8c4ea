const floats = new Float64Array(1);
const words = new Uint32Array(floats.buffer);

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** One step of the FNV-1a hash over 32-bit words (Fowler, Noll and Vo), with an extra rotation so that order counts. */
function fold(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, PRIME);
  return ((mixed << 13) | (mixed >>> 19)) >>> 0;
}

/** Folds a number, all 64 bits of it, into a hash. */
export function foldNumber(hash: number, value: number): number {
  floats[0] = value;
  return fold(fold(hash, words[0] as number), words[1] as number);
}

const strings = new Map<string, number>();

/** A 32-bit hash of a string; remembered, for few distinct strings occur in a run. */
export function hashString(text: string): number {
  const known = strings.get(text);
  if (known !== undefined) return known;
  let hash = OFFSET;
  for (let index = 0; index < text.length; index += 1) hash = fold(hash, text.charCodeAt(index));
  if (strings.size > 100_000) strings.clear();
  strings.set(text, hash);
  return hash;
}

const objects = new WeakMap<object, number>();

/**
 * A 32-bit hash of a JSON value by content. Only for objects that are frozen all the way down it is remembered: freeze
 * a large value that goes into many events.
 */
export function hashValue(value: unknown): number {
  switch (typeof value) {
    case "number":
      return foldNumber(OFFSET, Number.isNaN(value) ? Number.MAX_VALUE : value);
    case "string":
      return hashString(value);
    case "boolean":
      return value ? 0x9e3779b1 : 0x85ebca6b;
    case "object":
      return value === null ? 0xc2b2ae35 : hashObject(value);
    default:
      return 0x27d4eb2f;
  }
}

function hashObject(value: object): number {
  if (!Object.isFrozen(value)) return hashFields(value);
  const known = objects.get(value);
  if (known !== undefined) return known;
  const hash = hashFields(value);
  if (deeplyFrozen(value)) objects.set(value, hash);
  return hash;
}

function deeplyFrozen(value: unknown): boolean {
  return typeof value !== "object" || value === null || (Object.isFrozen(value) && Object.values(value).every(deeplyFrozen));
}

/** Like {@link hashValue} for an object that need not be remembered, such as an event that is seen once. */
export function hashFields(value: object): number {
  let hash = OFFSET;
  if (Array.isArray(value)) {
    hash = fold(hash, value.length);
    for (const element of value) hash = fold(hash, hashValue(element));
    return hash;
  }
  for (const key in value) {
    const field = (value as Record<string, unknown>)[key];
    if (field === undefined) continue;
    hash = fold(fold(hash, hashString(key)), hashValue(field));
  }
  return hash;
}

/** What is remembered of the events of one type: they mostly have the same fields in the same order. */
interface KnownType {
  readonly type: string;
  readonly typeHash: number;
  readonly keys: string[];
  readonly keyHashes: number[];
}

const types = new Map<string, KnownType>();
let lastKnown: KnownType = { type: "", typeHash: 0, keys: [], keyHashes: [] };

function knownType(type: string): KnownType {
  let known = types.get(type);
  if (known === undefined) {
    if (types.size > 10_000) types.clear();
    known = { type, typeHash: hashString(type), keys: [], keyHashes: [] };
    types.set(type, known);
  }
  lastKnown = known;
  return known;
}

/** As {@link hashFields}, quicker for events: the hashes of their keys are remembered by type, and that of the taker's path is known. */
export function hashEvent(event: { readonly type: string }, path: string, pathHash: number): number {
  const known = event.type === lastKnown.type ? lastKnown : knownType(event.type);
  let hash = OFFSET;
  let index = 0;
  for (const key in event) {
    const field = (event as unknown as Record<string, unknown>)[key];
    if (field === undefined) continue;
    if (known.keys[index] !== key) {
      known.keys[index] = key;
      known.keyHashes[index] = hashString(key);
    }
    const fieldHash = field === path ? pathHash : field === known.type ? known.typeHash : hashValue(field);
    hash = fold(fold(hash, known.keyHashes[index] as number), fieldHash);
    index += 1;
  }
  return hash;
}

/** State of a fingerprint: two 32-bit words. */
export type FingerprintState = [number, number];

/** Folds every delivery of a run: equal runs, equal fingerprints. */
export class Fingerprint {
  #high: number;
  #low: number;

  constructor(state: FingerprintState = [OFFSET, PRIME]) {
    [this.#high, this.#low] = state;
  }

  /** Folds one delivery in: when, to which actor (hash of its path), what (hash of the event's fields). */
  fold(time: number, path: number, hash: number): void {
    this.#high = fold(foldNumber(this.#high, time), hash);
    this.#low = fold(fold(this.#low, path), Math.imul(hash, 0x9e3779b1) ^ this.#high);
  }

  get state(): FingerprintState {
    return [this.#high, this.#low];
  }

  /** Sixteen hexadecimal digits. */
  toString(): string {
    return this.#high.toString(16).padStart(8, "0") + this.#low.toString(16).padStart(8, "0");
  }
}

/** A well-mixed 32-bit hash of some numbers, for seeds and tie keys. */
export function mix(...values: number[]): number {
  let hash = OFFSET;
  for (const value of values) hash = foldNumber(hash, value);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
