import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planRuns } from "../plan.ts";
import { queueing } from "../testing/fake-experiment.ts";
import { filterOf } from "./filter-levels.ts";

const selection = {
  platform: [{ name: "Linux" }, { name: "Xen 3.0.4" }, { name: "Xen 4.2" }],
  hogs: [{ name: "0" }, { name: "1" }, { name: "2" }, { name: "10" }],
};
const combinations = selection.platform.flatMap((platform) =>
  selection.hogs.map((hogs) => ({ platform: platform.name, hogs: hogs.name })),
);
const passing = (text: string) => {
  const { passes, problems } = filterOf(text, selection);
  expect(problems).toEqual([]);
  return combinations.filter(passes).map(({ platform, hogs }) => `${platform}/${hogs}`);
};
const reasons = (text: string) => filterOf(text, selection).problems.map(({ reason }) => reason);

/** A filter as text, and what it means. */
interface Sample {
  readonly text: string;
  readonly means: (levels: { platform: string; hogs: string }) => boolean;
}
const number = fc.integer({ min: -1, max: 11 });
const comparison = fc.oneof(
  number.map((n): Sample => ({ text: `hogs>${n}`, means: ({ hogs }) => Number(hogs) > n })),
  number.map((n): Sample => ({ text: `hogs <= ${n}`, means: ({ hogs }) => Number(hogs) <= n })),
  fc.constant<Sample>({ text: "platform = xen*", means: ({ platform }) => platform.startsWith("Xen") }),
  fc.constant<Sample>({ text: "platform!='xen 4.2'", means: ({ platform }) => platform !== "Xen 4.2" }),
);
/** Disjunctions of conjunctions of single conditions; parentheses only where the grammar needs them. */
const { either } = fc.letrec<{ either: Sample; both: Sample; single: Sample }>((tie) => ({
  single: fc.oneof(
    { depthSize: "small" },
    comparison,
    tie("either").map(({ text, means }): Sample => ({ text: `(${text})`, means })),
    tie("single").map(({ text, means }): Sample => ({ text: `!${text}`, means: (levels) => !means(levels) })),
  ),
  both: fc.array(tie("single"), { minLength: 1, maxLength: 3 }).map((parts) => ({
    text: parts.map(({ text }) => text).join("&&"),
    means: (levels) => parts.every(({ means }) => means(levels)),
  })),
  either: fc.array(tie("both"), { minLength: 1, maxLength: 3 }).map((parts) => ({
    text: parts.map(({ text }) => text).join(" || "),
    means: (levels) => parts.some(({ means }) => means(levels)),
  })),
}));

describe("a filter", () => {
  it("holds for what its text says, whatever is joined with what", () => {
    fc.assert(
      fc.property(either, ({ text, means }) => {
        expect(passing(text)).toEqual(combinations.filter(means).map(({ platform, hogs }) => `${platform}/${hogs}`));
      }),
    );
  });

  it.each([
    ["platform=xen* && hogs>1", ["Xen 3.0.4/2", "Xen 3.0.4/10", "Xen 4.2/2", "Xen 4.2/10"]],
    ["platform=xen-4.2 && hogs==2.0", ["Xen 4.2/2"]],
    [`platform="XEN 4.2" && hogs=1`, ["Xen 4.2/1"]],
    ["platform=*3* && !(hogs<10)", ["Xen 3.0.4/10"]],
    ["platform!=xen*&&hogs>=2||platform=linux&&hogs=0", ["Linux/0", "Linux/2", "Linux/10"]],
  ])("such as %s picks levels by name, pattern and number", (text, expected) => {
    expect(passing(text)).toEqual(expected);
  });

  it.each([
    ["", "it ends where a factor is expected"],
    ["hogs", "hogs alone is no comparison (did you mean hogs=0?)"],
    ["xen", "xen alone is no comparison (did you mean platform=xen*?)"],
    ["(10) && hogs>1", "10 alone is no comparison (did you mean hogs=10?)"],
    ["solaris || hogs>1", "solaris alone is no comparison"],
    ["hogs (1)", "at character 6 there is ( where one of = != < <= > >= is expected"],
    ["hogs > 1 &&", "it ends where a factor is expected"],
    ["hogs = 1 platform = linux", "at character 10 there is platform where &&, || or the end is expected"],
    ["(hogs = 1", "it ends where a closing parenthesis is expected"],
    ["hogs & 1", "at character 6 there is &, which has no meaning here"],
    ["hogs = 'a", "at character 8 there is ', which has no meaning here"],
    ["hogs =< 1", "at character 7 there is < where a level is expected"],
  ])("that reads %j is refused: %s", (text, reason) => {
    expect(reasons(text)).toEqual([reason]);
  });

  it("that can't mean anything for the levels is refused, with all that is wrong", () => {
    expect(reasons("hog > 1 && platform > 3 && hogs < few && platform = kvm* && platform = xen-4.3")).toEqual([
      "there is no factor hog (did you mean hogs?); allowed is one of platform, hogs",
      "platform can't be ordered by >: Linux is no number",
      "hogs can't be ordered by <: few is no number",
      "no level of platform matches kvm*; allowed is one of linux, xen-3.0.4, xen-4.2, * for any characters",
      "no level of platform matches xen-4.3 (did you mean xen-4.2?); allowed is one of linux, xen-3.0.4, xen-4.2, * for any characters",
    ]);
  });
});

describe("a plan with a filter", () => {
  it("keeps the numbers and seeds of its runs, and only the levels that they have", () => {
    const plan = planRuns(queueing, { filter: "shop=market* && customers>1", replications: 2 });
    expect(plan.runs.map(({ index, seed }) => [index, seed])).toEqual([
      [4, 1],
      [8, 2],
    ]);
    expect(plan.selection).toMatchObject({ shop: [{ name: "Market 2.0" }], customers: [{ name: "4" }] });
  });

  it("that leaves nothing to run is refused", () => {
    expect(() => planRuns(queueing, { filter: "customers>1 && customers<4" })).toThrow("no combination of levels passes it");
    expect(() => planRuns(queueing, { filter: "customers=4", only: 1 })).toThrow(
      "only is 1: this run doesn't pass the filter customers=4",
    );
  });
});

describe("a sweep", () => {
  it("takes other numbers where all levels are numbers, and levels elsewhere", () => {
    const plan = planRuns(queueing, { sweep: { customers: ["3", "1", "3.0"], shop: ["market-2.0"] }, replications: 1 });
    expect(plan.runs.map(({ levels }) => [levels.shop, levels.customers])).toEqual([
      ["Market 2.0", "3"],
      ["Market 2.0", "1"],
    ]);
    const served = planRuns(queueing, { sweep: { customers: ["3", "6"] }, filter: "customers>4", replications: 1 });
    expect(served.runs.map(({ levels }) => levels.customers)).toEqual(["6", "6"]);
  });

  it("tells slips from names that were meant, and shows levels as they were typed, with blanks or without", () => {
    expect(() => planRuns(queueing, { sweep: { custmers: ["1"] } })).toThrow(
      "the factor to sweep is custmers (did you mean customers?); allowed is one of shop, customers, pace",
    );
    expect(() => planRuns(queueing, { settings: { shop: ["market-2.1"] } })).toThrow(
      "shop is market-2.1 (did you mean market-2.0?); allowed is one of corner-shop, market-2.0",
    );
    expect(() => planRuns(queueing, { settings: { shop: ["Market 3.0"] } })).toThrow(
      "shop is Market 3.0 (did you mean Market 2.0?); allowed is one of Corner Shop, Market 2.0",
    );
  });

  it("refuses numbers of another kind than the levels are, unknown levels, and factors that are set, too", () => {
    const sweep = { customers: ["-1", "2.5", "many"], shop: ["none"], colour: ["red"], pace: ["usual"] };
    const asked = () => planRuns(queueing, { sweep, settings: { pace: ["slow"] } });
    for (const text of [
      "the factor to sweep is colour; allowed is one of shop, customers, pace",
      "the factor to sweep is pace: it is set, too; allowed is one of both",
      "customers is -1; allowed is a whole number of at least 0",
      "customers is 2.5; allowed is a whole number of at least 0",
      "customers is many; allowed is a whole number of at least 0",
      "shop is none; allowed is one of corner-shop, market-2.0: others are taken only where all levels are plain numbers",
    ]) {
      expect(asked).toThrow(text);
    }
  });
});
