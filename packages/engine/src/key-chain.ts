import { hashString } from "./hash.ts";

/** Chains up to which keys are remembered; a run that meets more keys than that starts anew. */
const MOST_LINKS = 100_000;

let links = 0;

/**
 * The keys of objects in the order in which they come, with their hashes, so that an object whose keys came in that order
 * before is hashed without a look-up for each: a link for each key, after it the key that came next the last time.
 * Objects below a key have a chain of their own, which hangs on it.
 */
export class KeyLink {
  readonly key: string;
  readonly hash: number;
  #next: KeyLink | undefined;
  #others: Map<string, KeyLink> | undefined;
  #below: KeyLink | undefined;

  constructor(key: string) {
    this.key = key;
    this.hash = hashString(key);
  }

  /** The start of the chain of objects that stand below this key. */
  get below(): KeyLink {
    this.#below ??= new KeyLink("");
    return this.#below;
  }

  /** The link of the key that follows. */
  after(key: string): KeyLink {
    const next = this.#next;
    return next !== undefined && next.key === key ? next : this.#otherAfter(key);
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
