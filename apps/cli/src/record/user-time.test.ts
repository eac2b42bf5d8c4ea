import { expect, it } from "vitest";
import type { DraftRun, Gap } from "./process-draft.ts";
import { userTimeWeights } from "./user-time.ts";

const run = (...gaps: (readonly [nanoseconds: number, woken: boolean])[]): DraftRun => ({
  do: "draft",
  gaps: gaps.map(([nanoseconds, woken]): Gap => ({ nanoseconds, woken })),
  calls: {},
  bytesRead: 0,
  bytesWritten: 0,
});
/** What tracing alone takes between two calls. */
const idle = run(...Array.from({ length: 10 }, () => [10_000, false] as const));

it("takes from each stretch what tracing adds to it, at least the shortest fifth", () => {
  const weights = userTimeWeights([idle, run([1_010_000, false]), run([510_000, false], [510_000, true])], 5_000_000);
  expect(weights).toEqual([0, 1_000_000, 1_000_000]);
});

it("takes more of it if the stretches are longer than the user time, but no more than half of them have", () => {
  const short = run(...Array.from({ length: 10 }, (_, index) => [10_000 + 1_000 * index, false] as const));
  const long = run([1_010_000, false]);
  const [fitted = 0, rest = 0] = userTimeWeights([short, long], 1_010_000);
  expect(fitted + rest).toBeLessThanOrEqual(1_010_000);
  expect(fitted + rest).toBeGreaterThan(1_009_000);
  const [, most] = userTimeWeights([short, long], 500_000);
  expect(most).toBe(995_000);
});

it("takes the wait for a processor from who had waited, if the stretches are longer than the user time", () => {
  const busy = run([2_010_000, false]);
  const waiter = run([1_010_000, true], [1_010_000, true], [1_510_000, true]);
  const [nothing, computed, woken] = userTimeWeights([idle, busy, waiter], 2_500_000) as [number, number, number];
  expect([nothing, computed]).toEqual([0, 2_000_000]);
  expect(Math.abs(woken - 500_000)).toBeLessThan(3_000);
});

it("leaves stretches that follow no wait as they are, even where the user time is shorter", () => {
  expect(userTimeWeights([idle, run([3_010_000, false])], 1_000_000)).toEqual([0, 3_000_000]);
});

it("goes by the bare stretches where nothing is left of any", () => {
  expect(userTimeWeights([run([3_000, false]), run([1_000, false])], 10, { least: 9_000, most: 9_000 })).toEqual([3_000, 1_000]);
});
