import { describe, expect, test } from "vitest";
import { type Activity, activePart, initialActivity, nextPeriod, noteTouched } from "./activity.ts";

const sampling = { pages: 4, period: 1, slow: 0.1, fast: 0.5 };
const sample = [10, 20, 30, 40];

function after(...touched: readonly number[]): Activity {
  const activity = initialActivity();
  nextPeriod(activity, sample, sampling);
  for (const count of touched) {
    for (const frame of sample.slice(0, count)) noteTouched(activity, frame - 1, 2);
    nextPeriod(activity, sample, sampling);
  }
  return activity;
}

describe("the part of its memory that a VM uses", () => {
  test("is all of it until it is known better", () => {
    expect(activePart(initialActivity(), sampling)).toBe(1);
    expect(activePart(after(), sampling)).toBe(1);
  });

  test("falls as slowly as the slow average when it uses less", () => {
    const activity = after(0, 0, 0);
    expect(activity.slow).toBeCloseTo(0.9 * 0.9 * 0.9);
    expect(activity.fast).toBeCloseTo(0.125);
    expect(activePart(activity, sampling)).toBe(activity.slow);
  });

  test("rises at once when it uses more, before the period is over", () => {
    const activity = after(...Array.from({ length: 60 }, () => 0));
    expect(activePart(activity, sampling)).toBeLessThan(0.01);
    for (const frame of sample) noteTouched(activity, frame, 1);
    expect(activePart(activity, sampling)).toBeCloseTo(0.5);
  });

  test("counts a page once, however often it is touched, and no page that is not watched", () => {
    const activity = after();
    noteTouched(activity, 10, 1);
    noteTouched(activity, 10, 1);
    noteTouched(activity, 11, 9);
    expect(activity.touched).toEqual([true, false, false, false]);
  });
});
