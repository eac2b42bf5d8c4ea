import { ANYWHERE, digits, hashBelow } from "./content-hash.ts";
import { fold, foldNumber, hashString, OFFSET, PRIME } from "./hash.ts";
import { KeyLink } from "./key-chain.ts";

const { imul } = Math;

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
