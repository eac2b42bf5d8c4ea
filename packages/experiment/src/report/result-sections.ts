import { runName } from "../comparison/compare-runs.ts";
import type { StoredDetails } from "../comparison/stored-details.ts";
import { counted } from "../counted.ts";
import type { Summary, SummaryPoint } from "../summary.ts";
import { CONSTANTS } from "../uncertainty/sampled-constants.ts";
import type { ReportSection, ReportTable } from "./experiment-report.ts";
import { formatEstimate } from "./format-estimate.ts";
import { storedSummary } from "./stored-summary.ts";

/** Most runs that a page lists; all are in the tables beside it. */
const MOST_RUNS = 1000;

/** Most characters of a parameter that a page shows; all are in `run.json`. */
const MOST_CHARACTERS = 300;

/** What there is in figures of a set of runs: means with intervals, as a table. */
export function summarySection(stored: StoredDetails, figures: ReportSection["figures"] = []): ReportSection {
  const { runs, failures, problems, notes, status } = stored;
  const total = runs.length + failures.length;
  const failed =
    failures.length === 0 ? "" : ` ${failures.length} of ${counted(total, "run")} failed, and play no part in any number.`;
  const lead = `${counted(runs.length, "run")} ${status === "interrupted" ? "were made before the campaign was interrupted" : "were made"}.${failed}`;
  const over = stored.uncertainty === undefined ? "" : " over all samples of the constants";
  const how = `Means${over} with half the width of their 95 % confidence intervals, by independent replications (Student’s t).`;
  return {
    heading: "Summary",
    paragraphs: [lead, ...(runs.length === 0 ? [] : [how])],
    list: [
      ...failures.map(({ index, levels, seed, failure }) => ({
        text: `${runName({ index, levels, seed })} failed: ${failure.message}`,
      })),
      ...[...problems, ...notes].map((text) => ({ text })),
    ].slice(0, MOST_RUNS),
    figures,
    tables: runs.length === 0 ? [] : [summaryOf(stored, storedSummary(stored))],
  };
}

const titleOf = (metric: string, unit: string | undefined) =>
  unit === undefined || unit === "1" ? metric : `${metric} [${unit}]`;

function summaryOf({ abouts }: StoredDetails, { factors, units, points }: Summary): ReportTable {
  const shown = Object.keys(units).filter((metric) => points.some(({ estimates }) => metric in estimates));
  const replications = ({ estimates }: SummaryPoint) => Math.max(...shown.map((metric) => estimates[metric]?.n ?? 0));
  return {
    columns: [
      ...factors.map((title) => ({ title })),
      ...shown.map((metric) => ({ title: titleOf(metric, units[metric]), align: "right" as const, about: abouts[metric] ?? "" })),
      { title: "n", align: "right", about: "replications" },
    ],
    rows: points.map((point) => [
      ...factors.map((factor) => point.levels[factor] ?? ""),
      ...shown.map((metric) => {
        const estimate = point.estimates[metric];
        if (estimate === undefined) return "–";
        return formatEstimate(estimate) + (estimate.n === replications(point) ? "" : ` (n = ${estimate.n})`);
      }),
      String(replications(point)),
    ]),
  };
}

/** Under what the runs were made, and how to make them again. For readers who want to check. */
export function provenanceSections(stored: StoredDetails): ReportSection[] {
  return [parameterSection(stored), replaySection(stored), runsSection(stored)];
}

function parameterSection({ parameters, uncertainty }: StoredDetails): ReportSection {
  const { factors, components, worlds, ...common } = parameters;
  const all = Object.entries((factors ?? {}) as Record<string, unknown>);
  const shown = all.filter(([factor]) => uncertainty === undefined || factor !== CONSTANTS);
  const levels = shown.flatMap(([factor, list]) =>
    (Array.isArray(list) ? list : []).map(({ name, value, hash }) => [factor, String(name), valueText(value, hash)]),
  );
  const built = Object.entries((components ?? {}) as Record<string, unknown>);
  return {
    heading: "Parameters",
    folded: true,
    tables: [
      {
        caption: "the levels of each factor; of what is long, a hash",
        columns: [{ title: "factor" }, { title: "level" }, { title: "value" }],
        rows: levels,
      },
      {
        caption: "common to all runs",
        columns: [{ title: "parameter" }, { title: "value" }],
        rows: Object.entries(common).map(([name, value]) => [name, cut(JSON.stringify(value))]),
      },
      ...(built.length === 0
        ? []
        : [
            {
              caption: "what worlds are built from; run.json tells in full, and which world has which",
              columns: [{ title: "component" }, { title: "parameters" }],
              rows: built.map(([name, value]) => [name, cut(JSON.stringify(value))]),
            },
          ]),
    ],
  };
}

function valueText(value: unknown, hash: unknown): string {
  if (value !== undefined) return cut(JSON.stringify(value));
  return hash === undefined ? "" : `hash ${hash}`;
}

const cut = (text: string) => (text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS)}…`);

function replaySection({ command, versions, made, module, status, runs, failures }: StoredDetails): ReportSection {
  const [one] = failures.length > 0 ? failures : runs;
  const alone = command.includes(" --only ") || command.includes(" --precision ") || one === undefined;
  return {
    heading: "Provenance, and how to replay",
    paragraphs: [
      "The same command makes the same runs again, with the same fingerprints; with --only N, run N alone. Under other versions, results may differ.",
    ],
    commands: [command, ...(alone ? [] : [`${command} --only ${one.index}`])],
    tables: [
      {
        columns: [{ title: "what" }, { title: "value" }],
        rows: [
          ["experiment", module],
          ["status", status],
          ["made", made.date],
          ["real time", `${made.wallSeconds.toFixed(1)} s, ${made.jobs} at a time`],
          ["runs made before", String(made.reused)],
          ...Object.entries(versions),
        ],
      },
    ],
  };
}

function runsSection({ factors, units, runs }: StoredDetails): ReportSection {
  const listed = runs.slice(0, MOST_RUNS);
  const shown = Object.keys(units).filter((metric) => listed.some(({ values }) => metric in values));
  const rest = runs.length > MOST_RUNS ? `The first ${MOST_RUNS} of ${runs.length}; all are in results.csv.` : undefined;
  return {
    heading: `The runs (${runs.length})`,
    folded: true,
    paragraphs: rest === undefined ? [] : [rest],
    tables: [
      {
        columns: [
          { title: "run", align: "right" },
          ...factors.map((title) => ({ title })),
          { title: "seed", align: "right" },
          ...shown.map((metric) => ({ title: titleOf(metric, units[metric]), align: "right" as const })),
          { title: "fingerprint" },
        ],
        rows: listed.map(({ index, levels, seed, values, fingerprint }) => [
          String(index),
          ...factors.map((factor) => levels[factor] ?? ""),
          String(seed),
          ...shown.map((metric) => (values[metric] === undefined ? "–" : String(Number(values[metric].toPrecision(6))))),
          fingerprint,
        ]),
      },
    ],
  };
}
