import type { ExperimentReport, ReportSection, ReportTable, Results } from "@crosstalk/experiment";
import { counted } from "@crosstalk/experiment/counted";
import { platformFactor } from "@crosstalk/workloads";
import { addedTime, type Breakdown, breakdowns } from "./breakdown.ts";
import { type JudgedClaim, judgedClaims } from "./claims.ts";
import { activityTitles, activityWords, breakdownFigure } from "./figures/breakdown.ts";
import { kindsFigure } from "./figures/kinds.ts";
import { passedFigure } from "./figures/passed.ts";
import { planeFigure } from "./figures/plane.ts";
import { constantsSection, efficiencySectionOf, followedRuns, followSections } from "./follow-sections.ts";
import { ISOLATION } from "./isolation/mean.ts";
import { sectionOf } from "./isolation/runs.ts";
import { isolationSections } from "./isolation/sections.ts";
import { scenarioTable, scenarioWords } from "./scenario-table.ts";
import { type PlatformScore, platformScores } from "./scores.ts";
import { sharedComponents } from "./shared-components.ts";
import { cell, measuredKinds, scoreTable, wrapped } from "./text.ts";
import { IDEAL, PASSED } from "./thresholds.ts";

/** Width of a verdict in the terminal. */
const VERDICT = 7;

/** What the results say of Figure 3.4, for the terminal and as a page; undefined where no platform has both numbers. */
export function reportOf(results: Results): ExperimentReport | undefined {
  const scores = platformScores(results);
  if (!scores.some(({ efficiency, isolation }) => efficiency !== undefined && isolation !== undefined)) return undefined;
  const points = breakdowns(results);
  const claims = judgedClaims(scores, addedTime(points));
  return {
    title: "Between isolation and efficiency",
    text: textOf(scores, claims, results),
    sections: [
      figureSection(scores, results),
      claimSection(claims),
      kindsSection(scores),
      passedSection(scores),
      costSection(points, scores),
      ...isolationSections(results, scores),
      ...followSections(followedRuns(results)),
      constantsSection(),
    ],
  };
}

function textOf(scores: readonly PlatformScore[], claims: readonly JudgedClaim[], { plan }: Results): string {
  const lines = claims.map(({ claim, holds, evidence }) => {
    const told = wrapped(`${claim}: ${evidence}.`, 80 - VERDICT);
    return (holds ? "holds" : "FAILS").padEnd(VERDICT) + told.replaceAll("\n", `\n${" ".repeat(VERDICT)}`);
  });
  const heading = `mean ± half-width of the 95 % confidence interval, n = ${plan.replications} replications`;
  return `${heading}\n\n${scoreTable(scores)}\n\n${lines.join("\n")}\n`;
}

function figureSection(scores: readonly PlatformScore[], { plan }: Results): ReportSection {
  const kinds = measuredKinds(scores);
  return {
    heading: "Where platforms stand (Figure 3.4, computed)",
    paragraphs: [
      "A machine can be shared among tenants that must not harm each other: as users of one operating system, in containers, or in virtual machines under a hypervisor. A well-known figure of a course on cloud computing places such platforms, by hand, between isolation (how well tenants are kept apart) and efficiency (how much of the machine's speed is left). Here, the same figure is computed: each platform is simulated from its mechanisms, event by event, and measured.",
      `Across: the mean of ${kinds.join(", ")} isolation, each from 0 (none) to 1 (complete). Upwards: how long programs take on plain Linux on the same hardware, divided by how long they take on the platform, as the geometric mean over programs. The ideal corner needs efficiency and each kind of isolation to be at least ${IDEAL}, not only their mean.`,
    ],
    figures: [
      {
        svg: planeFigure(scores),
        caption: `Means of ${counted(plan.replications, "replication")} with 95 % confidence intervals; an interval that is narrower than its mark is hidden by it. All platforms on one processor of the dual Xeon of 2003, under the same seeds. Point at a mark for its numbers.`,
      },
    ],
    tables: [platformTable(scores)],
  };
}

function platformTable(scores: readonly PlatformScore[]): ReportTable {
  const all = [...platformFactor.levels, ...platformFactor.more];
  const rows = scores.flatMap(({ platform }) => {
    const level = all.find(({ name }) => name === platform);
    return level === undefined ? [] : [[platform, String(level.value.year), level.value.about]];
  });
  return { caption: "the platforms", columns: [{ title: "platform" }, { title: "year" }, { title: "what it is" }], rows };
}

function claimSection(claims: readonly JudgedClaim[]): ReportSection {
  return {
    heading: "What of the chapter holds",
    paragraphs: ["Each verdict is computed from the results of this very run."],
    list: claims.map(({ claim, holds, evidence }) => ({ text: `${claim}: ${evidence}.`, holds })),
  };
}

function kindsSection(scores: readonly PlatformScore[]): ReportSection {
  return {
    heading: "The kinds of isolation",
    paragraphs: [
      "Resource isolation: what a tenant gets of what it is entitled to beside one that takes all it can; a victim that is killed or starved gets nothing. Security isolation: one less the share of the others' objects that a prober reached by system calls; each kind of object counts alike, and so does each thing that can be done to it. Fault isolation: how much of the other tenants' service goes on while something fails in one, or in what they have in common; every platform is asked about the same faults, and each counts alike. On one kernel for all, a tenant's kernel, what drives the devices and the most privileged software are the same component, so three of the faults hit it; a hypervisor with a control domain has two components that all depend on, one that drives devices itself has one for both faults.",
    ],
    figures: [{ svg: kindsFigure(scores), caption: "Each kind beside the mean of all (bar). The ideal region is shaded." }],
    tables: [
      scoresTable(scores),
      ...scenarioTable("resource", "resource isolation by antagonist", scores),
      ...scenarioTable("fault", "fault isolation by fault", scores),
      sharedTable(scores),
    ],
    list: [...scenarioWords("resource"), ...scenarioWords("fault"), ...scenarioWords("security")],
  };
}

function sharedTable(scores: readonly PlatformScore[]): ReportTable {
  const all = [...platformFactor.levels, ...platformFactor.more];
  const rows = scores.flatMap(({ platform }) => {
    const level = all.find(({ name }) => name === platform);
    if (level === undefined) return [];
    const { kernels, hypervisors } = sharedComponents(level.value);
    return [[platform, [...hypervisors, ...kernels].join(", ") || "none"]];
  });
  return { caption: "software that all tenants depend on", columns: [{ title: "platform" }, { title: "components" }], rows };
}

function passedSection(scores: readonly PlatformScore[]): ReportSection {
  return {
    heading: "By the kinds of isolation provided",
    paragraphs: [
      `The chapter's axis is the kind of isolation that a platform supports, rather than how much. A kind counts as supported here from ${PASSED} on.`,
    ],
    figures: [
      { svg: passedFigure(scores), caption: "The same efficiencies, by the kinds of isolation that each platform provides." },
    ],
  };
}

function costSection(points: readonly Breakdown[], scores: readonly PlatformScore[]): ReportSection {
  return {
    heading: "Where the efficiency goes",
    paragraphs: [
      "Intervals tell how much replications differ, and nothing of how near the model is: how far simulated slowdowns are from published ones, program by program, is told by crosstalk validate (docs/validation.md). The largest known misses are short processes under binary translation and on User-Mode Linux (fork-wait here), which are too cheap.",
      "The recorded database is not one that was published: Barham et al. (2003) measured OSDB, with a disk and clients, which has no model here, and under which the hosted systems lost far more than they do in this program. The costs of Workstation and of ESX are from different papers and processors; that Workstation hands system calls on for less than ESX is as published, for each on its own. Refill that a hypervisor's or a host's own lines cause is within its switches' costs, so the column shows the program's own. No program here tells Xen's two schedulers apart.",
    ],
    figures: [
      {
        svg: breakdownFigure(points),
        caption:
          "Time of each program alone, as shares of its time on the platform; at the right, how many times longer than native.",
      },
    ],
    list: activityWords().map((text) => ({ text })),
    tables: [...scenarioTable("efficiency", "efficiency by program: native time ÷ time", scores), timesTable(points)],
  };
}

function timesTable(points: readonly Breakdown[]): ReportTable {
  const names = (Object.keys(activityTitles) as (keyof typeof activityTitles)[]).filter((name) =>
    points.some(({ parts }) => parts[name] > 0),
  );
  return {
    caption: "milliseconds by where they went; they add up to the time",
    columns: [
      { title: "program" },
      { title: "platform" },
      { title: "time", align: "right" },
      ...names.map((name) => ({ title: activityTitles[name], align: "right" as const })),
    ],
    rows: points
      .toSorted((a, b) => (a.scenario < b.scenario ? -1 : a.scenario > b.scenario ? 1 : 0))
      .map(({ scenario, platform, time, parts }) => [
        scenario.replace("efficiency-", ""),
        platform,
        (1e3 * time).toFixed(2),
        ...names.map((name) => (1e3 * parts[name]).toFixed(2)),
      ]),
  };
}

function scoresTable(scores: readonly PlatformScore[]): ReportTable {
  const kinds = measuredKinds(scores);
  return {
    caption: "mean ± half-width of the 95 % confidence interval; each number leads to what it is made of",
    columns: [
      { title: "platform" },
      ...["efficiency", ...kinds, "isolation"].map((title) => ({ title, align: "right" as const })),
    ],
    rows: scores.map((score) => [
      score.platform,
      { text: cell(score.efficiency), to: efficiencySectionOf(score.platform) },
      ...kinds.map((kind) => ({ text: cell(score.kinds[kind]), to: sectionOf(kind, score.platform) })),
      { text: cell(score.isolation), to: ISOLATION },
    ]),
  };
}
