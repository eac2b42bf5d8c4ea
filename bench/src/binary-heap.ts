/** A plain binary heap of items by time, then by insertion: for the reference answers and for peers without a heap of their own. */
export class BinaryHeap<Item> {
  readonly #entries: { readonly time: number; readonly order: number; readonly item: Item }[] = [];
  #order = 0;

  /** When the first item is due, or undefined if there is none. */
  get nextTime(): number | undefined {
    return this.#entries[0]?.time;
  }

  push(time: number, item: Item): void {
    const entries = this.#entries;
    const entry = { time, order: this.#order, item };
    this.#order += 1;
    let index = entries.push(entry) - 1;
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = entries[parentIndex] as typeof entry;
      if (parent.time <= time) break;
      entries[index] = parent;
      index = parentIndex;
    }
    entries[index] = entry;
  }

  pop(): { readonly time: number; readonly item: Item } | undefined {
    const entries = this.#entries;
    const first = entries[0];
    const last = entries.pop();
    if (first === undefined || last === undefined || entries.length === 0) return first;
    let index = 0;
    for (;;) {
      let childIndex = 2 * index + 1;
      const left = entries[childIndex];
      if (left === undefined) break;
      let child = left;
      const right = entries[childIndex + 1];
      if (right !== undefined && (right.time < left.time || (right.time === left.time && right.order < left.order))) {
        child = right;
        childIndex += 1;
      }
      if (last.time < child.time || (last.time === child.time && last.order < child.order)) break;
      entries[index] = child;
      index = childIndex;
    }
    entries[index] = last;
    return first;
  }
}
