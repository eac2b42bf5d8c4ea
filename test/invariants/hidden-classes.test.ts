import { setFlagsFromString } from "node:v8";
import { runInThisContext } from "node:vm";
import { begin } from "@crosstalk/engine";
import { assembling, finishRun } from "@crosstalk/experiment";
import { isolationEfficiency } from "@crosstalk/isolation-efficiency";
import { expect, test } from "vitest";
import { levelsOf } from "../determinism/experiment-runs.ts";

setFlagsFromString("--allow-natives-syntax");
const haveSameClass = runInThisContext("(first, second) => %HaveSameMap(first, second)") as (
  first: object,
  second: object,
) => boolean;

/**
 * Classes that objects of one kind may have: with and without optional fields, frozen or not, with whole numbers or others.
 * 19 have been seen; before objects were written out it were thousands, one for each object.
 */
const MOST = 40;

/** One object of each hidden class that objects of a kind have had, by kind. */
function classesOf(platform: string, scenario: string): Map<string, object[]> {
  const classes = new Map<string, object[]>();
  const note = (kind: string, object: object): void => {
    const known = classes.get(kind) ?? [];
    classes.set(kind, known);
    if (known.length <= MOST && !known.some((other) => haveSameClass(other, object))) known.push(object);
  };
  const levels = levelsOf(isolationEfficiency, { platform, scenario });
  const { simulation, world } = begin(assembling(isolationEfficiency), levels, { seed: 1 });
  simulation.onDelivery((_time, _path, event) => {
    note(event.type, event);
    const { burst } = event as { burst?: readonly object[] };
    for (const segment of burst ?? []) note("a segment", segment);
  });
  finishRun(isolationEfficiency, levels, simulation, world);
  return classes;
}

test.each([
  ["esx-2", "resource-small-memory-bomb"],
  ["xen-2003", "fault-driver-crash"],
  ["linux-vserver", "security-prober-first"],
])("events and segments of a kind have few shapes: %s, %s", (platform, scenario) => {
  const classes = classesOf(platform, scenario);
  expect(classes.size).toBeGreaterThan(10);
  const many = [...classes].filter(([, known]) => known.length > MOST).map(([kind]) => kind);
  expect(many).toEqual([]);
});

test("this test can tell shapes apart", () => {
  const spread = (answer: object, trap: number) => Object.defineProperty({ ...answer }, `trap${trap}`, { value: trap });
  expect(haveSameClass({ left: 1 }, { left: 2 })).toBe(true);
  expect(haveSameClass(spread({ left: 1 }, 1), spread({ left: 1 }, 2))).toBe(false);
});
