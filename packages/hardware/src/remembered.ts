/** Objects that aren't frozen, of which something is remembered at the same time. A power of two. */
const RECENT = 16;

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

  get(key: Key): Value | undefined {
    const keys = this.#keys;
    for (let index = 0; index < RECENT; index += 1) if (keys[index] === key) return this.#values[index];
    return Object.isFrozen(key) ? this.#frozen.get(key) : undefined;
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
