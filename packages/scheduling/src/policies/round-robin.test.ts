import { ms } from "@crosstalk/engine";
import { expect, test } from "vitest";
import { harness } from "../testing/policy-harness.ts";
import { roundRobinPolicy } from "./round-robin.ts";

const hog = { behaviour: { kind: "hog" } } as const;
const parameters = { slice: ms(10) };

test("shares two processors equally among three hogs", () => {
  const bench = harness(roundRobinPolicy, parameters, { processors: 2, entities: [hog, hog, hog] });
  bench.run(ms(30_000));
  for (const entity of [0, 1, 2]) expect(bench.used(entity) / ms(30_000)).toBeCloseTo(2 / 3, 3);
});

test("takes turns in the order in which entities became runnable, a slice each", () => {
  const bench = harness(roundRobinPolicy, parameters, { processors: 1, entities: [hog, hog, hog] });
  bench.run(ms(65));
  expect(bench.picks.filter(([, , entity]) => entity >= 0)).toEqual(
    [0, 1, 2, 0, 1, 2, 0].map((entity, turn) => [ms(10) * turn, 0, entity]),
  );
});

test("lets what wakes run at once on an idle processor, and preempts nobody otherwise", () => {
  const late = { behaviour: { kind: "finite", work: ms(1) }, at: ms(5) } as const;
  const beside = harness(roundRobinPolicy, parameters, { processors: 2, entities: [hog, late] });
  const behind = harness(roundRobinPolicy, parameters, { processors: 1, entities: [hog, late] });
  beside.run(ms(20));
  behind.run(ms(20));
  expect(beside.picks).toContainEqual([ms(5), 1, 1]);
  expect(behind.picks).toContainEqual([ms(10), 0, 1]);
});

test("passes over entities that may not run on a processor", () => {
  const pinned = { ...hog, allowed: [0] };
  const bench = harness(roundRobinPolicy, parameters, { processors: 2, entities: [pinned, pinned, hog] });
  bench.run(ms(30_000));
  expect(bench.used(2)).toBe(ms(30_000));
  expect(bench.used(0) / ms(30_000)).toBeCloseTo(0.5, 2);
});
