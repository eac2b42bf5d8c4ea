import { describe, expect, it } from "vitest";
import { precisionProblems, precisionRule, shareOf } from "./precision.ts";
import { describeProblem } from "./usage-error.ts";

describe("a precision", () => {
  it("is a share or a percentage", () => {
    expect(["5%", " 2.5 % ", "0.05", ".1", 0.2].map(shareOf)).toEqual([0.05, 0.025, 0.05, 0.1, 0.2]);
    expect(precisionRule({ precision: "5%" })).toEqual({ relative: 0.05, least: 10, most: 1_000 });
    expect(precisionRule({ precision: "5%", replications: "40" })).toMatchObject({ most: 40 });
  });

  it("is refused where it is none, and so are fewer replications than it takes", () => {
    const told = (precision: string, replications?: string) =>
      precisionProblems({ precision, ...(replications === undefined ? {} : { replications }) }).map(describeProblem);
    expect(told("5%", "20")).toEqual([]);
    for (const text of ["0", "100%", "-5%", "five"]) {
      expect(told(text)).toEqual([`precision is ${text}; allowed is a share above 0 and below 1, such as 5% or 0.05`]);
    }
    expect(told("", "5")).toEqual([
      "precision is empty; allowed is a share above 0 and below 1, such as 5% or 0.05",
      "replications is 5; allowed is a whole number from 10 to 100000",
    ]);
    expect(told("5%", "ten")).toEqual([]);
  });
});
