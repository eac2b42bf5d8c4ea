import { fold, foldNumber, hashString, OFFSET, PRIME } from "./hash.ts";
import { KeyLink } from "./key-chain.ts";

const { imul } = Math;

/** The chain of keys of values that stand nowhere in particular. */
const ANYWHERE = new KeyLink("");

/** Hashes of objects that never change; null: not asked for yet. */
const objects = new WeakMap<object, number | null>();

/**
 * Declares that a value of events never changes from now on, and returns it: its hash is remembered by its identity. For
 * large values that are made once and go through several actors; what is frozen all the way down needs no declaration.
 * It is not checked: if the value does change, fingerprints don't show it, and differ after a run has been restored.
 */
export function neverChanges<Value extends object>(value: Value): Value {
  if (!objects.has(value)) objects.set(value, null);
  return value;
}

/**
 * A hash of a JSON value by content, 32 bits, signed. It is remembered for objects only that are frozen all the way down, or
 * of which it is declared that they never change: freeze or declare a large value that goes into many events.
 */
export function hashValue(value: unknown, chain = ANYWHERE): number {
  switch (typeof value) {
    case "number":
      return hashNumber(value);
    case "string":
      return hashString(value);
    case "boolean":
      return value ? 0x9e3779b1 | 0 : 0x85ebca6b | 0;
    case "object":
      return hashObject(value, chain);
    default:
      return 0x27d4eb2f;
  }
}

/** Hashes of whole numbers from 0 on, which most numbers in events are. */
const SMALL = Int32Array.from({ length: 256 }, (_, number) => foldNumber(OFFSET, number));

function hashNumber(value: number): number {
  // (A negative zero is a zero in JSON.)
  if (value >= 0 && value < 256 && (value | 0) === value) return SMALL[value] as number;
  return foldNumber(OFFSET, Number.isNaN(value) ? Number.MAX_VALUE : value);
}

function hashObject(value: object | null, chain: KeyLink): number {
  if (value === null) return 0xc2b2ae35 | 0;
  const known = objects.get(value);
  if (known !== undefined) return known ?? firstHash(value, chain);
  if (!chain.findsFrozen(value)) return hashFields(value, chain);
  const hash = hashFields(value, chain);
  if (deeplyFrozen(value)) objects.set(value, hash);
  return hash;
}

function firstHash(value: object, chain: KeyLink): number {
  const hash = hashFields(value, chain);
  objects.set(value, hash);
  return hash;
}

function deeplyFrozen(value: unknown): boolean {
  return typeof value !== "object" || value === null || (Object.isFrozen(value) && Object.values(value).every(deeplyFrozen));
}

/** The hash of a JSON value by content as text: eight hexadecimal digits, to name it by in records. */
export function contentHash(value: unknown): string {
  return digits(hashValue(value));
}

function digits(hash: number): string {
  return (hash >>> 0).toString(16).padStart(8, "0");
}

/** Like {@link hashValue} for an object that need not be remembered, such as an event that is seen once. */
export function hashFields(value: object, chain = ANYWHERE): number {
  if (Array.isArray(value)) return hashElements(value, chain);
  let hash = OFFSET;
  let link = chain;
  for (const key in value) {
    const field = (value as Record<string, unknown>)[key];
    if (field === undefined) continue;
    link = link.after(key);
    hash = fold(fold(hash, link.hash), hashBelow(field, link));
  }
  return hash;
}

/** The hash of what stands under a key. */
function hashBelow(field: unknown, link: KeyLink): number {
  if (typeof field === "string") return link.hashText(field);
  if (typeof field === "number") return hashNumber(field);
  return typeof field === "object" ? hashObject(field, link.below) : hashValue(field);
}

function hashElements(elements: readonly unknown[], chain: KeyLink): number {
  let hash = fold(OFFSET, elements.length);
  for (let index = 0; index < elements.length; index += 1) hash = fold(hash, hashValue(elements[index], chain));
  return hash;
}

/** What is remembered of the events of one type. */
interface KnownType {
  readonly type: string;
  readonly typeHash: number;
  readonly chain: KeyLink;
}

const types = new Map<string, KnownType>();
let lastKnown: KnownType = { type: "", typeHash: 0, chain: ANYWHERE };

function knownType(type: string): KnownType {
  let known = types.get(type);
  if (known === undefined) {
    if (types.size > 10_000) types.clear();
    known = { type, typeHash: hashString(type), chain: new KeyLink("") };
    types.set(type, known);
  }
  lastKnown = known;
  return known;
}

/** As {@link hashFields}, quicker for events: keys are remembered by type, and the hash of the taker's path is known. */
export function hashEvent(event: { readonly type: string }, path: string, pathHash: number): number {
  const known = event.type === lastKnown.type ? lastKnown : knownType(event.type);
  let hash = OFFSET;
  let link = known.chain;
  for (const key in event) {
    const field = (event as unknown as Record<string, unknown>)[key];
    if (field === undefined) continue;
    link = link.after(key);
    hash = fold(fold(hash, link.hash), hashField(field, link, known, path, pathHash));
  }
  return hash;
}

function hashField(field: unknown, link: KeyLink, known: KnownType, path: string, pathHash: number): number {
  if (typeof field !== "string") return hashBelow(field, link);
  if (field === path) return pathHash;
  return field === known.type ? known.typeHash : link.hashText(field);
}

/** State of a fingerprint: two words of 32 bits, signed. */
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
    const high = fold(foldNumber(this.#high, time), hash);
    this.#high = high;
    this.#low = fold(fold(this.#low, path), imul(hash, 0x9e3779b1) ^ high);
  }

  get state(): FingerprintState {
    return [this.#high, this.#low];
  }

  /** Sixteen hexadecimal digits. */
  toString(): string {
    return digits(this.#high) + digits(this.#low);
  }
}
