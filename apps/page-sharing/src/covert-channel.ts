import type { Nanoseconds, Simulation } from "@crosstalk/engine";
import { compute, mark, type Program, readFile, sequence, writeFile } from "@crosstalk/guest-os";
import { type Mark, watchMark } from "@crosstalk/metrics";

/** Bits that are sent: each by a page that the sender has, too, or has not. */
export const BITS = 32;

/** Pages that the sender never has, and always has: by them the receiver learns how long each kind of write takes. */
const KNOWN = ["carrier of 0", "carrier of 1"] as const;

const carrier = (bit: number): string => `carrier ${bit}`;
const carriers: readonly string[] = [...KNOWN, ...Array.from({ length: BITS }, (_, bit) => carrier(bit))];
const before = (file: string): string => `before ${file}`;
const after = (file: string): string => `after ${file}`;

/** Bits to send, drawn. */
export function drawBits(draw: () => number): readonly boolean[] {
  return Array.from({ length: BITS }, () => draw() < 0.5);
}

/** Has the pages of the bits that are set, so that they are shared with a receiver's. */
export function sender(bits: readonly boolean[]): Program {
  const pages = bits.flatMap((bit, index) => (bit ? [readFile(carrier(index), 1)] : []));
  return sequence(readFile(KNOWN[1], 1), ...pages);
}

/** Has the pages of all bits. */
export function listener(): Program {
  return sequence(...carriers.map((file) => readFile(file, 1)));
}

/** Writes the pages of all bits, one after another, and looks at the clock. */
export function receiver(): Program {
  return sequence(
    ...carriers.map((file) => sequence(mark(before(file)), compute(1), writeFile(file, 1), compute(1), mark(after(file)))),
  );
}

/** What a receiver reads off the clock. */
export interface Reception {
  /** The bits as it takes them: set where a write took longer than the mean of both kinds. */
  bits(): readonly boolean[];
}

/** Watches a receiver. Assembly only, when all actors have been added. */
export function watchReceiver(simulation: Simulation): Reception {
  const marks = new Map<string, Mark<null>>();
  for (const file of carriers)
    for (const name of [before(file), after(file)])
      marks.set(
        name,
        watchMark(simulation, name, () => null),
      );
  const instant = (name: string): Nanoseconds => marks.get(name)?.at() ?? Number.NaN;
  const time = (file: string): Nanoseconds => instant(after(file)) - instant(before(file));
  return {
    bits() {
      const threshold = (time(KNOWN[0]) + time(KNOWN[1])) / 2;
      return Array.from({ length: BITS }, (_, bit) => time(carrier(bit)) > threshold);
    },
  };
}
