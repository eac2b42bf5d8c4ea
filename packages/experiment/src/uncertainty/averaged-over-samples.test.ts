import { expect, it } from "vitest";
import { averagedOverSamples } from "./averaged-over-samples.ts";

const run = (index: number, constants: string, seed: number, values: Readonly<Record<string, number>>) => ({
  index,
  levels: { traps: "1", constants },
  seed,
  values,
});

it("each seed has one run with the averages over samples, of measures that all of them gave", () => {
  const runs = [
    run(1, "sample-1", 5, { time: 1, hops: 2 }),
    run(2, "sample-2", 5, { time: 3 }),
    run(3, "sample-1", 6, { time: 7, hops: 1 }),
    run(4, "sample-2", 6, { time: 8, hops: 2 }),
    run(5, "sample-1", 7, { time: 9 }), // the other one failed
  ];
  expect(averagedOverSamples(runs)).toEqual([
    { index: 1, levels: { traps: "1" }, seed: 5, values: { time: 2 } },
    { index: 3, levels: { traps: "1" }, seed: 6, values: { time: 7.5, hops: 1.5 } },
    { index: 5, levels: { traps: "1" }, seed: 7, values: {} },
  ]);
});
