import { runExperiment } from "@crosstalk/experiment";
import { describe, expect, it } from "vitest";
import { breakdowns } from "./breakdown.ts";
import { placeLabels } from "./figures/label-places.ts";
import { isolationEfficiency } from "./isolation-efficiency.ts";
import { figureParts } from "./parts.ts";
import { reportOf } from "./report.ts";
import { type PlatformScore, platformScores } from "./scores.ts";

const settings = {
  platform: ["linux", "xen-3.0.4"],
  scenario: [
    "efficiency-compile",
    "efficiency-fork-wait",
    "resource-alone",
    "resource-many-hogs",
    "fault-kernel-bug",
    "fault-driver-crash",
  ],
};
const results = runExperiment(isolationEfficiency, { settings, replications: 2 });
const scores = platformScores(results);
const score = (platform: string) => scores.find((each) => each.platform === platform);

describe("isolation-efficiency", () => {
  it("has all parts of the figure, whose scenarios have names of their own", () => {
    expect(figureParts.map(({ name }) => name)).toEqual(["efficiency", "resource", "fault", "security"]);
    const names = figureParts.flatMap(({ scenarios, more }) => [...scenarios, ...more].map(({ name }) => name));
    expect(new Set(names).size).toBe(names.length);
  });

  it("makes one number of each part: the geometric mean of efficiencies, means of kinds, and their mean", () => {
    expect(results.failures).toEqual([]);
    expect(results.problems).toEqual([]);
    const { efficiency, kinds, isolation, scenarios } = score("xen-3.0.4") as PlatformScore;
    const [compile, forkWait] = [scenarios["efficiency-compile"]?.mean ?? 0, scenarios["efficiency-fork-wait"]?.mean ?? 0];
    expect(efficiency?.mean).toBeCloseTo(Math.sqrt(compile * forkWait), 4);
    expect(kinds.fault?.mean).toBeCloseTo(0.5, 6);
    expect(isolation?.mean).toBeCloseTo(((kinds.fault?.mean ?? 0) + (kinds.resource?.mean ?? 0)) / 2, 6);
    expect(isolation?.n).toBe(2);
  });

  it("asks every platform about the same faults", () => {
    for (const platform of settings.platform)
      expect(Object.keys(score(platform)?.scenarios ?? {}).filter((name) => name.startsWith("fault-"))).toEqual([
        "fault-kernel-bug",
        "fault-driver-crash",
      ]);
    expect(score("linux")?.kinds.fault?.mean).toBe(0);
  });

  it("tells nothing of a replication of which a run is missing", () => {
    const lost = results.runs.filter(
      ({ levels, replication }) =>
        !(levels.scenario === "efficiency-compile" && levels.platform === "linux" && replication === 2),
    );
    expect(platformScores({ ...results, runs: lost }).map(({ efficiency }) => efficiency?.n)).toEqual([1, 2]);
  });

  it("finds plain Linux at the top left, and Xen right of it and lower", () => {
    const [linux, xen] = [score("linux"), score("xen-3.0.4")];
    expect(linux?.efficiency?.mean).toBe(1);
    expect(xen?.efficiency?.mean).toBeLessThan(1);
    expect(xen?.isolation?.mean).toBeGreaterThan(linux?.isolation?.mean ?? 1);
  });

  it("breaks the time of each program down, relative to native", () => {
    const points = breakdowns(results);
    expect(points).toHaveLength(4);
    for (const { time, parts, slowdown, platform } of points) {
      expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBeCloseTo(time, 9);
      if (platform === "linux") expect(slowdown).toBe(1);
    }
  });
});

describe("its report", () => {
  const report = reportOf(results);

  it("fits a terminal of 80 columns", () => {
    const lines = report?.text.split("\n") ?? [];
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) expect([...line].length).toBeLessThanOrEqual(80);
  });

  it("shows a mark and a label for each platform, and says the same each time", () => {
    const svg = report?.sections[0]?.figures?.[0]?.svg ?? "";
    for (const platform of settings.platform) expect(svg).toContain(`>${platform}</text>`);
    expect(JSON.stringify(reportOf(results))).toBe(JSON.stringify(report));
  });

  it("tells of each mark in its figures what it is, with value, interval and number of replications", () => {
    const titles = (report?.sections ?? []).flatMap(({ figures = [] }) =>
      figures.map(({ svg }) => [...svg.matchAll(/<g><title>([^<]*)<\/title><(?!\/g)/g)].map(([, title]) => title)),
    );
    const number = String.raw`\d\.\d+ ± \d\.\d+, n = 2`;
    const [plane = [], kinds = [], passed = [], parts = []] = titles;
    expect(titles).toHaveLength(4);
    for (const platform of settings.platform) {
      const told = new RegExp(`^${platform}, isolation: ${number}; efficiency: ${number}$`);
      expect(plane.filter((title = "") => told.test(title))).toHaveLength(2); // its mark and its interval
      for (const kind of ["fault isolation", "resource isolation", "mean of the kinds of isolation"])
        expect(kinds).toContainEqual(expect.stringMatching(new RegExp(`^${platform}, ${kind}: ${number}$`)));
      expect(passed).toContainEqual(expect.stringMatching(new RegExp(`^${platform}, provides .*; efficiency: ${number}$`)));
      const user = new RegExp(`^${platform}, compile, user: [\\d.]+ ± [\\d.]+ ms, [\\d.]+ % of [\\d.]+ ± [\\d.]+ ms, n = 2$`);
      expect(parts).toContainEqual(expect.stringMatching(user));
    }
  });

  it("follows numbers to counts and sourced constants", () => {
    const headings = report?.sections.map(({ heading }) => heading) ?? [];
    expect(headings.filter((heading) => heading.includes("counted and priced"))).toHaveLength(2);
    expect(headings.at(-1)).toContain("Sourced constants");
  });

  it("is not made of results without both axes", () => {
    const only = runExperiment(isolationEfficiency, {
      settings: { platform: ["linux"], scenario: ["resource-alone"] },
      replications: 1,
    });
    expect(reportOf(only)).toBeUndefined();
  });
});

it("labels have somewhere to go even if there is no room", () => {
  const crowd = Array.from({ length: 30 }, () => ({ label: "a long label for a point", x: 10, y: 10 }));
  expect(placeLabels(crowd, { left: 0, top: 0, right: 20, bottom: 20 })).toHaveLength(30);
});
