/** Objects that aren't frozen, of which something is remembered at the same time: some long bursts. A power of two. */
const RECENT = 64;

/**
 * What was made of objects, by their identity: for good of frozen ones, which are kept and come again; of others, such as
 * the segments of a burst with a drawn length, only of the last few, for they are passed on a few times and then forgotten.
 * (Each entry of a `WeakMap` costs the garbage collector more than making it anew.) It must follow from the object alone.
 */
export class Remembered<Key extends object, Value> {
  readonly #frozen = new WeakMap<Key, Value>();
  readonly #keys: (Key | undefined)[] = new Array(RECENT).fill(undefined);
  readonly #values: (Value | undefined)[] = new Array(RECENT).fill(undefined);
  #next = 0;
  /** Where the one is likely that is asked for next: objects come again in the order in which they came. */
  #expected = 0;

  get(key: Key): Value | undefined {
    const keys = this.#keys;
    const expected = this.#expected;
    if (keys[expected] === key) {
      this.#expected = (expected + 1) & (RECENT - 1);
      return this.#values[expected];
    }
    // An object that is no key of any weak map is found missing at once.
    const found = this.#frozen.get(key);
    if (found !== undefined) return found;
    const index = keys.indexOf(key);
    if (index === -1) return undefined;
    this.#expected = (index + 1) & (RECENT - 1);
    return this.#values[index];
  }

  /** What was made of a frozen object; undefined of all others. */
  getFrozen(key: Key): Value | undefined {
    return this.#frozen.get(key);
  }

  set(key: Key, value: Value): void {
    if (Object.isFrozen(key)) {
      this.#frozen.set(key, value);
      return;
    }
    const index = this.#keys.indexOf(key);
    const place = index === -1 ? this.#next : index;
    this.#keys[place] = key;
    this.#values[place] = value;
    if (index === -1) this.#next = (place + 1) & (RECENT - 1);
  }
}
