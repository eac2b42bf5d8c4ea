/** Doubles of one record. */
const WIDTH = 4;

/** Handles of one slot are this far apart, so that a handle's low 24 bits are its slot. */
const GENERATION = 0x1_00_00_00;

/** The last handle that a slot can give; a slot that has come so far is not used again. */
const LAST_HANDLE = Number.MAX_SAFE_INTEGER - GENERATION;

/** Slots at first. */
const FIRST_CAPACITY = 64;

/** No slot: the end of a chain. Slot 0 holds no event. */
export const NONE = 0;

/**
 * The records of pending events, in slots that are used again: time, sequence (number in order of insertion), handle, and
 * the link to the next slot of a chain, together in one typed array so that an event is one line of the processor's
 * cache. Items stand in an array beside it; the item of a slot whose event has been cancelled is undefined. Priorities
 * and ties are kept only once there is one other than 0.
 *
 * Its fields are open to the parts of the event queue, since a call for each would be most of an event's cost.
 */
export class EventPool<Item> {
  /** Four doubles a slot: time, sequence, handle, and (as the first half of the fourth, in `links`) the link. */
  records = new Float64Array(FIRST_CAPACITY * WIDTH);
  /** The same memory: the link of a slot stands at 8 × slot + 6. */
  links = new Int32Array(this.records.buffer);
  /** Priority and tie of each slot; empty while all have been 0. */
  ranks = new Float64Array(0);
  readonly items: (Item | undefined)[] = [undefined];
  /** Whether there has been a priority or a tie other than 0. */
  ranked = false;
  /** Cancelled events whose slots are still referred to. */
  dead = 0;
  #free = NONE;
  #used = 1;
  #sequence = 0;

  constructor() {
    this.records[2] = Number.NaN;
  }

  /** Fills a slot, and returns it. */
  take(time: number, priority: number, tie: number, item: Item): number {
    let slot = this.#free;
    if (slot === NONE) slot = this.#extend();
    else this.#free = this.links[(slot << 3) + 6] as number;
    this.records[slot << 2] = time;
    this.records[(slot << 2) + 1] = this.#sequence;
    this.#sequence += 1;
    this.items[slot] = item;
    if (priority !== 0 || tie !== 0 || this.ranked) this.#rank(slot, priority, tie);
    return slot;
  }

  /** Gives a slot back when nothing refers to it any more. Its handle must have been outdated before. */
  release(slot: number): void {
    if ((this.records[(slot << 2) + 2] as number) > LAST_HANDLE) return;
    this.links[(slot << 3) + 6] = this.#free;
    this.#free = slot;
  }

  /** Gives the slot of a cancelled event back when nothing refers to it any more. */
  bury(slot: number): void {
    this.dead -= 1;
    this.release(slot);
  }

  /** Makes the handle of a slot stale, when its event has been taken or cancelled. */
  outdate(slot: number): void {
    this.items[slot] = undefined;
    this.records[(slot << 2) + 2] = (this.records[(slot << 2) + 2] as number) + GENERATION;
  }

  /** The slot of a pending event, or {@link NONE} if the handle is stale. */
  slotOf(handle: number): number {
    const slot = handle & (GENERATION - 1);
    return slot < this.#used && this.records[(slot << 2) + 2] === handle ? slot : NONE;
  }

  /** Whether the event of one slot comes before that of another. */
  before(a: number, b: number): boolean {
    const { records } = this;
    const timeA = records[a << 2] as number;
    const timeB = records[b << 2] as number;
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
    return (this.records[(a << 2) + 1] as number) < (this.records[(b << 2) + 1] as number);
  }

  priority(slot: number): number {
    return this.ranked ? (this.ranks[slot << 1] as number) : 0;
  }

  tie(slot: number): number {
    return this.ranked ? (this.ranks[(slot << 1) + 1] as number) : 0;
  }

  #rank(slot: number, priority: number, tie: number): void {
    if (!this.ranked) {
      this.ranks = new Float64Array(this.records.length / 2);
      this.ranked = true;
    }
    this.ranks[slot << 1] = priority;
    this.ranks[(slot << 1) + 1] = tie;
  }

  #extend(): number {
    const slot = this.#used;
    if (slot === GENERATION) throw new RangeError(`more than ${GENERATION - 1} events are pending`);
    if (slot * WIDTH === this.records.length) {
      const records = new Float64Array(this.records.length * 2);
      records.set(this.records);
      this.records = records;
      this.links = new Int32Array(records.buffer);
      if (this.ranked) {
        const ranks = new Float64Array(records.length / 2);
        ranks.set(this.ranks);
        this.ranks = ranks;
      }
    }
    this.#used = slot + 1;
    this.records[(slot << 2) + 2] = slot;
    this.items.push(undefined);
    return slot;
  }
}
