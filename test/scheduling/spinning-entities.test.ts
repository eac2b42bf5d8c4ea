import { describe, expect, test } from "vitest";
import { schedulerBench, work } from "./bench.ts";

const hog = { steps: [{ run: [work(100_000)] }, { again: true } as const] };
const virtual = true;

describe("spinning entities", () => {
  const spins = (name: string) => ({ steps: [{ spin: [name, 1] as const }, { run: [work(10)] }], virtual });

  test("are stopped by a signal of another, and burn time until then", () => {
    const b = schedulerBench({
      processors: 2,
      entities: [{ virtual, steps: [{ run: [work(500)] }, { signal: ["lock", 1] }] }, spins("lock")],
    });
    b.until(5_000);
    expect(b.notes(1).at(-2)).toBe("500: stopped 0");
  });

  test("spin on when they get a processor again, and find the token signalled meanwhile", () => {
    const b = schedulerBench({
      entities: [spins("lock"), { virtual, steps: [{ run: [work(1_500)] }, { signal: ["lock", 1] }, { run: [work(2_000)] }] }],
      policy: { slice: 1_000 },
    });
    b.until(10_000);
    expect(b.notes(0)[1]).toBe("4000: stopped 0");
    expect(b.host.ledger(0)).toMatchObject({ "spin:0": 2_000 });
  });

  test("of different clients are told apart though their words have one name", () => {
    const b = schedulerBench({
      processors: 2,
      entities: [{ steps: [{ run: [work(500)] }, { signal: ["lock", 1] }] }, spins("lock")],
    });
    b.until(5_000);
    expect(b.notes(1)).toHaveLength(1);
  });

  test("are stopped by a word that the owner writes", () => {
    const write = { type: "WRITE", token: { word: "software/lock", value: 1 } };
    const b = schedulerBench({ processors: 2, entities: [hog, spins("lock")], on: { x: [write] } });
    b.raise("x", 700);
    b.until(5_000);
    expect(b.notes(1)[1]).toBe("700: stopped 0");
  });
});
