import { checkedCopy, copyJson } from "./json.ts";

/**
 * What probes keep beside a run, by name: JSON values that are saved, restored and forked with it. Models can't read
 * them and they are not in the fingerprint, so they never change a run.
 */
export class Notes {
  readonly #values = new Map<string, unknown>();
  readonly #kept = new Map<string, () => unknown>();

  /** The value of that name; undefined if none is kept. To be read only. */
  get(name: string): unknown {
    return this.#values.get(name);
  }

  /** Keeps a JSON value, in the place of what had the name before. Throws, and names what it is, if it is not JSON. */
  set(name: string, value: unknown): void {
    this.#values.set(name, checkedCopy(value, `note ${name}`));
  }

  /**
   * Keeps a JSON object that its owner goes on changing in place, so that a change costs next to nothing; that it is JSON
   * is checked when the run is saved. What is there under the name already, as after a restore, is taken up.
   *
   * @param initial makes the object; called again where a save that is restored holds none of that name.
   * @returns how to get at it, each time anew: after a restore another object is in its place.
   */
  keep<State extends object>(name: string, initial: () => State): () => State {
    if (this.#kept.has(name)) throw new Error(`note ${name} is kept already; allowed is a name that no other probe has`);
    this.#kept.set(name, initial);
    if (!this.#values.has(name)) this.#values.set(name, initial());
    return () => this.#values.get(name) as State;
  }

  /** All of them, as data. */
  save(): Readonly<Record<string, unknown>> {
    return Object.fromEntries([...this.#values].map(([name, value]) => [name, this.#saved(name, value)]));
  }

  /** Takes up what was saved, and forgets all else. */
  restore(saved: Readonly<Record<string, unknown>>): void {
    this.#values.clear();
    for (const [name, value] of Object.entries(saved)) this.#values.set(name, copyJson(value));
    for (const [name, initial] of this.#kept) if (!this.#values.has(name)) this.#values.set(name, initial());
  }

  /** What was kept as a whole was checked then; what is changed in place is checked now. */
  #saved(name: string, value: unknown): unknown {
    return this.#kept.has(name) ? checkedCopy(value, `note ${name}`) : copyJson(value);
  }
}
