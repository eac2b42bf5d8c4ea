import { fold, foldNumber, hashString, OFFSET } from "./hash.ts";
import { KeyLink } from "./key-chain.ts";

/** The chain of keys of values that stand nowhere in particular. */
export const ANYWHERE = new KeyLink("");

/** The chain of keys of values that are frozen. */
const INSIDE = new KeyLink("");

/** The hash of an object without fields. */
const NO_FIELDS = 0x1b873593;

/** What is known of a value of which it is declared that it never changes. */
interface Declared {
  /** Undefined: not asked for yet. */
  hash: number | undefined;
  /** The list from which it was made. */
  from: readonly unknown[] | undefined;
  /** Of a list: the hashes of its elements, once its own has been asked for. */
  elements: number[] | undefined;
}

/** Hashes of objects that never change. */
const objects = new WeakMap<object, number | Declared>();

/**
 * Declares that a value of events never changes from now on, and returns it: its hash is remembered by its identity. For
 * large values that are made once and go through several actors; what is frozen all the way down needs no declaration.
 * It is not checked: if the value does change, fingerprints don't show it, and differ after a run has been restored.
 *
 * @param from of a list that was made from another which was declared, too: that one. What both have at the same place is
 *   hashed once only.
 */
export function neverChanges<Value extends object>(value: Value, from?: readonly unknown[]): Value {
  if (!objects.has(value)) objects.set(value, { hash: undefined, from, elements: undefined });
  return value;
}

/**
 * A hash of a JSON value by content, 32 bits, signed. It is remembered for objects only that are frozen all the way down, or
 * of which it is declared that they never change: freeze or declare a large value that goes into many events.
 */
export function hashValue(value: unknown, chain = new KeyLink("")): number {
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
  if (!chain.isWorthALook()) return hashFields(value, chain);
  const known = objects.get(value);
  if (known === undefined && !Object.isFrozen(value)) return hashFields(value, chain);
  chain.foundKnown();
  if (typeof known === "number") return known;
  if (known !== undefined) return known.hash ?? firstHash(value, known, chain);
  // What stands in it is looked for no more: it has a chain of its own, so that others like it, unfrozen, aren't looked at.
  const hash = hashFields(value, INSIDE);
  if (deeplyFrozen(value)) objects.set(value, hash);
  return hash;
}

function firstHash(value: object, declared: Declared, chain: KeyLink): number {
  const hash = Array.isArray(value) ? hashOnce(value, declared, chain) : hashFields(value, chain);
  declared.hash = hash;
  declared.from = undefined;
  return hash;
}

/** As {@link hashElements}, with the hashes kept of those elements that a list made from this one may share. */
function hashOnce(list: readonly unknown[], declared: Declared, chain: KeyLink): number {
  const { from } = declared;
  const before = from === undefined ? undefined : objects.get(from);
  const known = typeof before === "object" ? before.elements : undefined;
  const hashes: number[] = [];
  let hash = fold(OFFSET, list.length);
  for (let index = 0; index < list.length; index += 1) {
    const element = list[index];
    const isShared = known !== undefined && element === from?.[index];
    const own = isShared ? (known[index] as number) : hashValue(element, chain);
    hashes.push(own);
    hash = fold(hash, own);
  }
  declared.elements = hashes;
  return hash;
}

function deeplyFrozen(value: unknown): boolean {
  return typeof value !== "object" || value === null || (Object.isFrozen(value) && Object.values(value).every(deeplyFrozen));
}

/** The hash of a JSON value by content as text: eight hexadecimal digits, to name it by in records. */
export function contentHash(value: unknown): string {
  return digits(hashValue(value));
}

/** A hash as eight hexadecimal digits. */
export function digits(hash: number): string {
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
  // An object without fields is not an empty text.
  return hash === OFFSET ? NO_FIELDS : hash;
}

/** The hash of what stands under a key. */
export function hashBelow(field: unknown, link: KeyLink): number {
  if (typeof field === "string") return link.hashText(field);
  if (typeof field === "number") return hashNumber(field);
  return typeof field === "object" ? hashObject(field, link.below) : hashValue(field, link);
}

function hashElements(elements: readonly unknown[], chain: KeyLink): number {
  let hash = fold(OFFSET, elements.length);
  for (let index = 0; index < elements.length; index += 1) hash = fold(hash, hashValue(elements[index], chain));
  return hash;
}
