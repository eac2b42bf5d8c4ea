import { expect, it } from "vitest";
import type { ResourceUsage } from "./resource-usage.ts";
import { splitTimes } from "./split-times.ts";

const pass = (user: number, system: number, userTicks: number, systemTicks: number) => ({
  usage: { userNanoseconds: user * 1e9, systemNanoseconds: system * 1e9 } as ResourceUsage,
  processorTimes: { user: userTicks, system: systemTicks },
});

it("splits as the machine's counters say where the machine was otherwise idle", () => {
  expect(splitTimes([pass(1.5, 0.5, 50, 150), pass(1.5, 0.5, 400, 0)])).toEqual({
    userNanoseconds: 500_000_000,
    systemNanoseconds: 1_500_000_000,
    splitBy: "machine",
  });
});

it("keeps the processes' own split where it was busy, or the command short", () => {
  const own = { userNanoseconds: 1_500_000_000, systemNanoseconds: 500_000_000, splitBy: "process" };
  expect(splitTimes([pass(1.5, 0.5, 150, 150)])).toEqual(own);
  expect(splitTimes([pass(0.01, 0.01, 1, 1)])).toMatchObject({ splitBy: "process" });
});
