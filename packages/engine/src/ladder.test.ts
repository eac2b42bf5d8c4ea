import { expect, it } from "vitest";
import { EventQueue } from "./event-queue.ts";

class Watched extends EventQueue<number> {
  get depth(): number {
    return this.ladder.depth;
  }
}

it("has few rungs when events come in decreasing order, so that none of them is looked for through many", () => {
  const queue = new Watched();
  const count = 100_000;
  let deepest = 0;
  for (let time = count; time > 0; time -= 1) {
    queue.push(time, 0, 0, time);
    deepest = Math.max(deepest, queue.depth);
  }
  expect(deepest).toBeGreaterThan(4);
  expect(deepest).toBeLessThan(4 + Math.log2(count));
  for (let time = 1; time <= count; time += 1) expect(queue.pop()).toBe(time);
  expect([queue.pop(), queue.depth]).toEqual([undefined, 0]);
});
