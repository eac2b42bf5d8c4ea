import fc from "fast-check";
import { expect, test } from "vitest";
import { type Interval, join, within } from "./intervals.ts";

interface Coloured extends Interval {
  /** Of the first; each one on is one more. */
  colour: number;
}

const rest = ({ start, count, colour }: Coloured, by: number): Coloured => {
  return { start: start + by, count: count - by, colour: colour + by };
};
const goesOn = (first: Coloured, second: Coloured): boolean => first.colour + first.count === second.colour;

test("numbers keep what belongs to them, however a list of intervals is cut and joined", () => {
  const step = fc.tuple(fc.boolean(), fc.nat(40), fc.integer({ min: 1, max: 20 }), fc.nat(100));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const list: Coloured[] = [{ start: 0, count: 60, colour: 0 }];
      const truth = Array.from({ length: 60 }, (_, index) => index);
      for (const [changes, start, count, colour] of steps) {
        if (!changes) join(list, start, count, goesOn);
        else {
          for (const each of within(list, start, count, rest)) each.colour = colour + each.start - start;
          for (let number = start; number < start + count; number += 1) truth[number] = colour + number - start;
        }
        const found = list.flatMap((each) => Array.from({ length: each.count }, (_, by) => each.colour + by));
        expect(found).toEqual(truth);
      }
      join(list, 0, 60, goesOn);
      const changes = truth.filter((each, index) => index > 0 && each !== (truth[index - 1] as number) + 1).length;
      expect(list).toHaveLength(changes + 1);
    }),
  );
});
