import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type CreateActor, tested } from "../equivalence/runtime.ts";
import { wrongRuntimes } from "../equivalence/wrong-runtimes.ts";
import { frameworkTests } from "./framework.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";
import { reasons } from "./reasons.ts";
import { pageOf, tableOf } from "./table.ts";

const tests = frameworkTests();
const outcomes = tests.map((test) => outcomeOf(test, tested));
const having = <Verdict extends Outcome["verdict"]>(verdict: Verdict) =>
  outcomes.filter((outcome): outcome is Outcome & { verdict: Verdict } => outcome.verdict === verdict);

describe("the SCXML tests of the W3C and of SCION", () => {
  it("come to the same on the compiled runtime as on XState's interpreter", () => {
    console.log(tableOf(outcomes).join("\n"));
    expect(having("differing")).toEqual([]);
  });

  it("pass, all that can be converted but those of which it is known why not", () => {
    const failed = having("failed in both");
    expect(failed.filter(({ name }) => reasons[name] === undefined)).toEqual([]);
    expect(failed.map(({ name }) => name)).toEqual(Object.keys(reasons));
    expect(having("passed").length).toBeGreaterThanOrEqual(266);
  });

  it("run compiled, all that can be converted", () => {
    expect(having("not converted").filter(({ why }) => why.startsWith("does not compile"))).toEqual([]);
  });

  it("are told on the page as they came out", () => {
    const page = readFileSync(new URL("../../docs/scxml.md", import.meta.url), "utf8");
    expect(page, "run: npm run scxml -w test").toBe(pageOf(outcomes));
  });

  it.each([
    "runs exit actions backwards",
    "drops the last action of a transition",
    "never reenters",
    "takes every guard for true",
    "never cancels",
    "tells subscribers nothing",
  ])("show a runtime that %s as differing", (what) => {
    const wrong = wrongRuntimes[what] as CreateActor;
    expect(tests.some((test) => outcomeOf(test, wrong).verdict === "differing")).toBe(true);
  });
});
