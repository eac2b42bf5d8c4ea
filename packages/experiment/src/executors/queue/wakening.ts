/** Lets a loop sleep until something happens, some real time has passed, or all is to end. */
export class Wakening {
  readonly #ended: Promise<void>;
  readonly #closed = new AbortController();
  #woken = false;
  #wake: (() => void) | undefined;

  /** @param signal ends all. */
  constructor(signal?: AbortSignal) {
    this.#ended = new Promise((resolve) => {
      if (signal?.aborted) resolve();
      signal?.addEventListener("abort", () => resolve(), { once: true, signal: this.#closed.signal });
    });
  }

  /** Listens to the signal no longer. */
  close(): void {
    this.#closed.abort();
  }

  /** Something has happened: whoever sleeps goes on; else, who sleeps next. */
  wake(): void {
    this.#woken = true;
    this.#wake?.();
  }

  /** Sleeps for some real milliseconds; true if woken before. */
  async within(milliseconds: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (this.#woken) resolve();
      timer = setTimeout(resolve, milliseconds);
    });
    await Promise.race([woken, this.#ended]);
    clearTimeout(timer);
    const before = this.#woken;
    this.#woken = false;
    return before;
  }

  /** Waits for work, but not beyond the end of all; what becomes of the work then is of no interest. */
  async orEnd(work: Promise<unknown>): Promise<void> {
    await Promise.race([work, this.#ended]);
    work.catch(() => undefined);
  }
}
