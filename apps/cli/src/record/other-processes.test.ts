import { expect, it } from "vitest";
import { readProcessStat, timesOfSurvivors } from "./other-processes.ts";

it("reads a process whose name has blanks and parentheses", () => {
  const stat = "42 (a (b) c) S 1 42 42 0 -1 4194560 1 2 3 4 15 16 17 18 20 0 1 0 987 1000 10\n";
  expect(readProcessStat(stat)).toEqual({ key: "42@987", times: { user: 15, system: 16 } });
});

it("sums what the survivors used, newcomers whole", () => {
  const before = new Map([
    ["1@5", { user: 10, system: 1 }],
    ["2@5", { user: 10, system: 1 }],
  ]);
  const after = new Map([
    ["1@5", { user: 17, system: 3 }],
    ["2@9", { user: 4, system: 0 }],
  ]);
  expect(timesOfSurvivors(before, after)).toEqual({ user: 11, system: 2 });
});
