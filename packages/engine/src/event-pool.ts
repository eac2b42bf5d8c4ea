/** Handles of one slot are this far apart, so that a handle's low 24 bits are its slot. */
const GENERATION = 0x1_00_00_00;

/** The last handle that a slot can give; a slot that has come so far is not used again. */
const LAST_HANDLE = Number.MAX_SAFE_INTEGER - GENERATION;

/** Slots at first. */
const FIRST_CAPACITY = 64;

/** No slot: the end of a chain. Slot 0 holds no event. */
export const NONE = 0;

/**
 * What is known of pending events, in slots that are used again: an array for each of time, sequence (number in order of
 * insertion), link to the next slot of a chain, and item. Whoever walks along a chain reads links and times only, which
 * together are small enough to stay in the processor's caches with 100 thousand events. The item of a slot whose event
 * has been cancelled is undefined. Priorities and ties are kept only once there is one other than 0, handles only once
 * one has been asked for.
 *
 * Its fields are open to the parts of the event queue, since a call for each would be most of an event's cost.
 */
export class EventPool<Item> {
  times = new Float64Array(FIRST_CAPACITY);
  sequences = new Float64Array(FIRST_CAPACITY);
  links = new Int32Array(FIRST_CAPACITY);
  readonly items: (Item | undefined)[] = [undefined];
  /** Priority and tie of each slot; empty while all have been 0. */
  ranks = new Float64Array(0);
  /** Whether there has been a priority or a tie other than 0. */
  ranked = false;
  /** The handle of each slot's event; empty while none has been asked for. */
  handles = new Float64Array(0);
  /** Whether a handle has been asked for. */
  handled = false;
  /** Cancelled events whose slots are still referred to. */
  dead = 0;
  #free = NONE;
  #used = 1;
  #sequence = 0;

  /** Fills a slot, and returns it. */
  take(time: number, priority: number, tie: number, item: Item): number {
    let slot = this.#free;
    if (slot === NONE) slot = this.#extend();
    else this.#free = this.links[slot] as number;
    this.times[slot] = time;
    this.sequences[slot] = this.#sequence;
    this.#sequence += 1;
    this.items[slot] = item;
    if (priority !== 0 || tie !== 0 || this.ranked) this.#rank(slot, priority, tie);
    return slot;
  }

  /** Gives a slot back when nothing refers to it any more. Its handle must have been outdated before. */
  release(slot: number): void {
    if (this.handled && (this.handles[slot] as number) > LAST_HANDLE) return;
    this.links[slot] = this.#free;
    this.#free = slot;
  }

  /** Gives back the slot of an event that has been taken. */
  end(slot: number): void {
    this.items[slot] = undefined;
    if (this.handled) {
      this.outdate(slot);
      this.release(slot);
    } else {
      this.links[slot] = this.#free;
      this.#free = slot;
    }
  }

  /** Gives the slot of a cancelled event back when nothing refers to it any more. */
  bury(slot: number): void {
    this.dead -= 1;
    this.release(slot);
  }

  /** Makes the handle of a slot stale, when its event has been taken or cancelled. */
  outdate(slot: number): void {
    this.items[slot] = undefined;
    if (this.handled) this.handles[slot] = (this.handles[slot] as number) + GENERATION;
  }

  /** The handle of the event in a slot. From the first on that is asked for, all are kept. */
  handleOf(slot: number): number {
    if (!this.handled) this.#keepHandles();
    return this.handles[slot] as number;
  }

  /** The slot of a pending event, or {@link NONE} if the handle is stale. */
  slotOf(handle: number): number {
    const slot = handle & (GENERATION - 1);
    return this.handled && slot !== NONE && slot < this.#used && this.handles[slot] === handle ? slot : NONE;
  }

  /** Whether the event of one slot comes before that of another. */
  before(a: number, b: number): boolean {
    const timeA = this.times[a] as number;
    const timeB = this.times[b] as number;
    return timeA === timeB ? this.beforeAtOnce(a, b) : timeA < timeB;
  }

  /** Whether the event of one slot comes before that of another at the same instant. */
  beforeAtOnce(a: number, b: number): boolean {
    if (this.ranked) {
      const { ranks } = this;
      const priority = (ranks[a << 1] as number) - (ranks[b << 1] as number);
      if (priority !== 0) return priority < 0;
      const tie = (ranks[(a << 1) + 1] as number) - (ranks[(b << 1) + 1] as number);
      if (tie !== 0) return tie < 0;
    }
    return (this.sequences[a] as number) < (this.sequences[b] as number);
  }

  priority(slot: number): number {
    return this.ranked ? (this.ranks[slot << 1] as number) : 0;
  }

  tie(slot: number): number {
    return this.ranked ? (this.ranks[(slot << 1) + 1] as number) : 0;
  }

  #rank(slot: number, priority: number, tie: number): void {
    if (!this.ranked) {
      this.ranks = new Float64Array(2 * this.times.length);
      this.ranked = true;
    }
    this.ranks[slot << 1] = priority;
    this.ranks[(slot << 1) + 1] = tie;
  }

  #keepHandles(): void {
    this.handles = Float64Array.from(this.times, (_, slot) => slot);
    this.handled = true;
  }

  #extend(): number {
    const slot = this.#used;
    if (slot === GENERATION) throw new RangeError(`more than ${GENERATION - 1} events are pending`);
    if (slot === this.times.length) this.#grow();
    this.#used = slot + 1;
    this.items.push(undefined);
    return slot;
  }

  #grow(): void {
    const capacity = this.times.length;
    this.times = extended(this.times);
    this.sequences = extended(this.sequences);
    const links = new Int32Array(2 * capacity);
    links.set(this.links);
    this.links = links;
    if (this.ranked) this.ranks = extended(this.ranks);
    if (!this.handled) return;
    this.handles = extended(this.handles);
    for (let slot = capacity; slot < this.handles.length; slot += 1) this.handles[slot] = slot;
  }
}

/** The same numbers with as much room again behind them. */
function extended(numbers: Float64Array): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(2 * numbers.length);
  longer.set(numbers);
  return longer;
}
