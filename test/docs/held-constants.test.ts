import { readFileSync } from "node:fs";
import { knownConstants, whyHeldFixed } from "@crosstalk/hardware";
import "@crosstalk/platforms";
import { expect, it } from "vitest";

it("docs/statistics.md has the numbers of constants that are sampled, and held fixed for each reason", () => {
  const text = readFileSync(new URL("../../docs/statistics.md", import.meta.url), "utf8");
  const known = Object.values(knownConstants());
  const counted = (why: string | undefined) => known.filter((constant) => whyHeldFixed(constant) === why).length;
  const rows = [...text.matchAll(/^\| `(\w+)` +\| +(\d+) \|/gm)].map(([, why = "", count]) => [why, Number(count)] as const);
  expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(rows.map(([why]) => [why, counted(why)])));
  const held = rows.reduce((sum, [, count]) => sum + count, 0);
  expect(text).toContain(`that can vary, ${counted(undefined)} of them`);
  expect(text).toContain(`Not sampled are ${held} constants`);
  expect(counted(undefined) + held).toBe(known.length);
});
