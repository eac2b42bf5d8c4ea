import { hashString } from "./hash.ts";

/**
 * So many objects in a row that aren't remembered make it likely that the next isn't either; one in so many is looked at
 * then. Odd, for objects of two kinds often come by turns.
 */
const SELDOM = 17;

/** Chains up to which keys are remembered; a run that meets more keys than that starts anew. */
const MOST_LINKS = 100_000;

const EMPTY = hashString("");

let links = 0;

/**
 * The keys of objects in the order in which they come, with their hashes, so that an object whose keys came in that order
 * before is hashed without a look-up for each: a link for each key, after it the key that came next the last time.
 * Objects below a key have a chain of their own, which hangs on it.
 */
export class KeyLink {
  readonly key: string;
  readonly hash: number;
  /** Itself at first, which no key follows that is its own. */
  #next: KeyLink = this;
  #others: Map<string, KeyLink> | undefined;
  #below: KeyLink | undefined;
  /** Objects in a row that weren't found known. */
  #loose = 0;
  #text = "";
  #textHash = EMPTY;

  constructor(key: string) {
    this.key = key;
    this.hash = hashString(key);
  }

  /** The hash of a text that stands under this key; the last one is remembered. */
  hashText(text: string): number {
    if (text === this.#text) return this.#textHash;
    this.#text = text;
    this.#textHash = hashString(text);
    return this.#textHash;
  }

  /**
   * Whether to find out if the hash of an object that stands where this chain starts is known, or is to be remembered:
   * mostly not where few are. (To ask takes as long as to hash a small object, and only saves time.)
   */
  isWorthALook(): boolean {
    this.#loose += 1;
    return this.#loose <= SELDOM || this.#loose % SELDOM === 0;
  }

  /** An object that stands where this chain starts was known, or is remembered from now on. */
  foundKnown(): void {
    this.#loose = 0;
  }

  /** The start of the chain of objects that stand below this key. */
  get below(): KeyLink {
    this.#below ??= new KeyLink("");
    return this.#below;
  }

  /** The link of the key that follows. */
  after(key: string): KeyLink {
    const next = this.#next;
    return next.key === key ? next : this.#otherAfter(key);
  }

  #otherAfter(key: string): KeyLink {
    this.#others ??= new Map();
    let link = this.#others.get(key);
    if (link === undefined) {
      if (links > MOST_LINKS) return new KeyLink(key);
      links += 1;
      link = new KeyLink(key);
      this.#others.set(key, link);
    }
    this.#next = link;
    return link;
  }
}
