import { estimateMean } from "@crosstalk/metrics";
import { describe, expect, it } from "vitest";
import { drawFigure } from "../stores/svg-figure.ts";
import type { Summary } from "../summary.ts";
import { figureSpec } from "./figure-spec.ts";

/** What is lost, at positions and by systems, with the same value everywhere. */
function lost(positions: readonly string[], systems: number): Summary {
  const names = Array.from({ length: systems }, (_, index) => `system-${index + 1}`);
  const points = names.flatMap((system) =>
    positions.map((fault) => ({ levels: { system, fault }, estimates: { lost: estimateMean([0.4, 0.6]) } })),
  );
  return { factors: ["system", "fault"], units: { lost: "1" }, points };
}

const options = { x: "fault", y: "lost", series: "system" };
const drawn = async (summary: Summary) => drawFigure(figureSpec(summary, options, "What is lost") ?? {});

/** Where the marks of points are, each as `x,y`. */
const places = (svg: string) =>
  [...svg.matchAll(/aria-roledescription="point"[^>]*transform="translate\(([\d.]+,[\d.]+)\)"/g)].map(([, place]) => place);

const faults = ["guest-kernel-panic", "driver-domain-crash", "management-crash", "stray-write"];

describe("a figure by names", () => {
  it("has the marks of fourteen series side by side at each, and no lines from name to name", async () => {
    const svg = await drawn(lost(faults, 14));
    expect(places(svg)).toHaveLength(56);
    const across = places(svg).map((place) => Number(place?.split(",")[0]));
    const ordered = across.toSorted((a, b) => a - b);
    expect(Math.min(...ordered.slice(1).map((x, index) => x - (ordered[index] as number)))).toBeGreaterThan(8);
    expect(svg).not.toContain('class="mark-line');
  });

  it("slants names that are too long to stand beside each other, and no others", async () => {
    const slanted = /<text text-anchor="end" transform="[^"]*rotate\(325\)[^>]*>driver-domain-crash</;
    expect(await drawn(lost(faults, 2))).toMatch(slanted);
    expect(await drawn(lost(faults.slice(0, 2), 2))).not.toContain("rotate(325)");
  });
});

describe("a figure by numbers", () => {
  it("joins each series by a line through its own marks, closer together than the numbers are", async () => {
    const svg = await drawn(lost(["1", "2", "16"], 3));
    expect(svg.match(/aria-roledescription="line mark"|class="mark-line/g)?.length).toBe(3);
    const across = [...new Set(places(svg).map((place) => Number(place?.split(",")[0])))].toSorted((a, b) => a - b);
    expect(across).toHaveLength(9);
    const [first = 0, , third = 0, fourth = 0] = across;
    expect(third - first).toBeLessThan(0.6 * (fourth - first));
  });

  it("has its levels at the axis as they are called, whole ones without decimals", async () => {
    const across = async (levels: readonly string[]) => {
      const [, axis = ""] = /aria-label="X-axis.*?role-axis-label"(.*?)<\/g>/s.exec(await drawn(lost(levels, 1))) ?? [];
      return [...axis.matchAll(/<text[^>]*>([^<]*)</g)].map(([, label]) => label);
    };
    expect(await across(["0", "1"])).toEqual(["0", "1"]);
    expect(await across(["-1", "0.25", "2000000"])).toEqual(["−1", "0.25", "2000000"]);
  });
});

describe("a figure with long names", () => {
  const name = (end: string) => `${"a-name-that-goes-on-".repeat(5)}${end}`;
  const named = (factors: readonly string[], levels: readonly (readonly string[])[]): Summary => ({
    factors,
    units: { lost: "1" },
    points: levels.map((each) => ({
      levels: Object.fromEntries(factors.map((factor, index) => [factor, each[index] as string])),
      estimates: { lost: estimateMean([0.4, 0.6]) },
    })),
  });
  const widthOf = (svg: string) => Number(/<svg [^>]*width="(\d+)"/.exec(svg)?.[1]);
  const titled = (svg: string) =>
    [...svg.matchAll(/<text[^>]*pointer-events="all".*?<title>([^<]*)</gs)].map(([, title]) => title);

  it("is no wider than a page for them, and tells them in full to who points at their labels", async () => {
    const levels = ["1", "2"].flatMap((size) => ["x", "y"].map((end) => [name(end), size, name(`of-panel-${size}`)]));
    const svg = await drawn(named(["system", "fault", name("factor")], levels));
    expect(widthOf(svg)).toBeLessThan(900);
    expect(titled(svg).toSorted()).toEqual([
      ...["1", "2"].map((size) => `${name("factor")} = ${name(`of-panel-${size}`)}`),
      ...["x", "y"].map(name),
    ]);
  });

  it("has marks for each of two names that are shortened alike", async () => {
    const svg = await drawn(
      named(
        ["system", "fault"],
        ["p", "q"].map((middle) => ["linux", name(`${middle}${name("end")}`)]),
      ),
    );
    expect(places(svg)).toHaveLength(2);
    expect(new Set(places(svg)).size).toBe(2);
    expect(svg).toContain("goes-on-end (2)");
  });
});
