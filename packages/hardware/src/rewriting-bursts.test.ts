import { describe, expect, it } from "vitest";
import type { Segment } from "./machine.ts";
import { rewritingBursts } from "./rewriting-bursts.ts";
import { work } from "./testing/bench.ts";

describe("rewriting bursts", () => {
  const doubled = (name: string, segment: Segment): Segment => (name === "same" ? segment : { ...segment, touches: 2 });
  const long = [work(1), work(2), work(3), work(4)];

  it("rewrites each segment, in order, by the rewriting named", () => {
    const rewrite = rewritingBursts(doubled);
    for (const burst of [long, long.slice(0, 2), []])
      expect(rewrite("twice", burst)).toEqual(burst.map((segment) => ({ ...segment, touches: 2 })));
    expect(rewrite("thrice", long)).toEqual(rewrite("twice", long));
  });

  it("gives a burst itself where nothing becomes anything else", () => {
    const rewrite = rewritingBursts(doubled);
    for (const burst of [long, long.slice(0, 2)]) expect(rewrite("same", burst)).toBe(burst);
  });

  it("rewrites a long burst once for each rewriting", () => {
    let times = 0;
    const rewrite = rewritingBursts((name, segment) => {
      times += 1;
      return doubled(name, segment);
    });
    const first = rewrite("twice", long);
    expect(rewrite("twice", long)).toBe(first);
    expect(times).toBe(4);
    expect(rewrite("same", long)).toBe(long);
    expect(rewrite("twice", long)).toBe(first);
  });

  it("rewrites anew what only looks the same", () => {
    const rewrite = rewritingBursts(doubled);
    expect(rewrite("twice", [...long])).not.toBe(rewrite("twice", long));
  });
});
