import { checkedCopy, copyJson } from "./json.ts";

/**
 * What probes keep beside a run, by name: JSON values that are saved, restored and forked with it. Models can't read
 * them and they are not in the fingerprint, so they never change a run.
 */
export class Notes {
  readonly #values = new Map<string, unknown>();

  /** The value of that name; undefined if none is kept. To be read only. */
  get(name: string): unknown {
    return this.#values.get(name);
  }

  /** Keeps a JSON value, in the place of what had the name before. Throws, and names what it is, if it is not JSON. */
  set(name: string, value: unknown): void {
    this.#values.set(name, checkedCopy(value, `note ${name}`));
  }

  /** All of them, as data. */
  save(): Readonly<Record<string, unknown>> {
    return copyJson(Object.fromEntries(this.#values));
  }

  /** Takes up what was saved, and forgets all else. */
  restore(saved: Readonly<Record<string, unknown>>): void {
    this.#values.clear();
    for (const [name, value] of Object.entries(saved)) this.#values.set(name, copyJson(value));
  }
}
