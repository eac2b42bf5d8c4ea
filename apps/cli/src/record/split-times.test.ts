import { expect, it } from "vitest";
import type { ResourceUsage } from "./resource-usage.ts";
import { fastestPass, splitTimes } from "./split-times.ts";

const split = (passes: Parameters<typeof splitTimes>[0]) => splitTimes(passes, passes[0] as (typeof passes)[number]);

const pass = (user: number, system: number, userTicks: number, systemTicks: number, others = { user: 0, system: 0 }) => ({
  usage: { userNanoseconds: user * 1e9, systemNanoseconds: system * 1e9 } as ResourceUsage,
  processorTimes: { user: userTicks, system: systemTicks },
  others,
});

it("splits as the machine's counters say, in the passes in which others used little", () => {
  expect(split([pass(1.5, 0.5, 50, 150), pass(1.5, 0.5, 400, 0)])).toEqual({
    userNanoseconds: 500_000_000,
    systemNanoseconds: 1_500_000_000,
    splitBy: "machine",
  });
});

it("tells others off that were there afterwards too", () => {
  expect(split([pass(1.5, 0.5, 250, 160, { user: 200, system: 10 })])).toMatchObject({
    userNanoseconds: 500_000_000,
    splitBy: "machine",
  });
});

it("keeps the processes' own split where others were busy, or the command short", () => {
  const own = { userNanoseconds: 1_500_000_000, systemNanoseconds: 500_000_000, splitBy: "process" };
  expect(split([pass(1.5, 0.5, 150, 150)])).toEqual(own);
  expect(split([pass(0.01, 0.01, 1, 1)])).toMatchObject({ splitBy: "process" });
});

it("takes the shortest pass for the least disturbed one", () => {
  const [slow, fast] = [pass(1, 1, 0, 0), pass(2, 1, 0, 0)];
  Object.assign(slow.usage, { wallNanoseconds: 3 });
  Object.assign(fast.usage, { wallNanoseconds: 2 });
  expect(fastestPass([slow, fast])).toBe(fast);
});
