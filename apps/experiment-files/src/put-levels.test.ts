import { expect, it } from "vitest";
import { putLevels } from "./put-levels.ts";

const levels = { hogs: 3, hog: { weight: 512, program: ["cpu-hog"] }, broken: undefined };

it("levels stand where their factors are named, whole or by a field", () => {
  const { value, sites, problems } = putLevels({ a: ["$hogs", "hogs"], b: { c: "$hog.program", d: "$hog.weight" } }, levels);
  expect(value).toEqual({ a: [3, "hogs"], b: { c: ["cpu-hog"], d: 512 } });
  expect(sites.map(({ path }) => path.join("."))).toEqual(["a.0", "b.c", "b.d"]);
  expect(problems).toEqual([]);
});

it("a name that no factor has and a field that no level has are told, with what may have been meant", () => {
  const { problems } = putLevels(["$hgos", "$hog.wieght", "$broken"], levels);
  expect(problems.map(({ path, message }) => [path, message])).toEqual([
    [[0], 'is "$hgos"; allowed is a value, or one of $hogs, $hog, $broken (did you mean $hogs?)'],
    [[1], 'is "$hog.wieght"; allowed is a field that each level of hog has'],
  ]);
});
