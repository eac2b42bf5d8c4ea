import { heldFixedReasons, type Sourced } from "@crosstalk/hardware";
import type { HeldConstant } from "../uncertainty/sampled-constants.ts";
import type { Uncertainty } from "../uncertainty/uncertainty-of.ts";
import type { ReportSection, ReportTable } from "./experiment-report.ts";
import { formatEstimate } from "./format-estimate.ts";

/** What a `run.json` tells of a campaign that has sampled constants. */
export interface StoredUncertainty {
  /** The constants that were sampled and that runs have read, by name. */
  readonly constants: Readonly<Record<string, Sourced>>;
  /** How many others were sampled, which no run has read. */
  readonly unread?: number;
  /** Constants that kept their values, and why. */
  readonly held?: Readonly<Record<string, HeldConstant>>;
  /** The fewest samples with which a constant can be named. */
  readonly leastSamples?: number;
  /** Of each measure, what chance and constants do at each combination of levels. */
  readonly measures: Readonly<Record<string, readonly Uncertainty[]>>;
}

/** Significant digits that are shown. */
const DIGITS = 2;

const short = (value: number) => String(Number(value.toPrecision(DIGITS)));

/** What not knowing the constants does to each measure, told from chance; which constants move it most; and all constants. */
export function uncertaintySection(
  { constants, unread = 0, held = {}, leastSamples = 0, measures }: StoredUncertainty,
  units: Readonly<Record<string, string>>,
): ReportSection {
  const samples = Object.values(measures)[0]?.[0]?.split.samples ?? 0;
  const few = `${samples} samples are too few to name any constant: with so many constants, rows and measures it takes at least ${leastSamples}.`;
  return {
    heading: "What is not known of constants",
    paragraphs: [
      "Each constant was drawn from its range by Latin hypercube, and the runs were made with every sample under the same seeds. Replications tell what chance does, samples what not knowing the constants does. Constants are named only where chance is no explanation, with all constants, rows and measures of these tables taken together. The number of a constant is how much the measure goes up (+) or down (−) from the low to the high end of the range.",
      ...(samples > 0 && samples < leastSamples ? [few] : []),
    ],
    tables: [
      ...Object.entries(measures).map(([metric, found]) => measureTable(metric, units[metric], found)),
      constantsTable(constants, unread),
      ...(Object.keys(held).length === 0 ? [] : [heldTable(held)]),
    ],
  };
}

/** The constants that were held fixed. */
function heldTable(held: Readonly<Record<string, HeldConstant>>): ReportTable {
  const reasons: Readonly<Record<string, string>> = {
    ...heldFixedReasons,
    whole: "no other whole number is in its range",
    exact: "its range is a single value",
  };
  return {
    caption: "constants that were held fixed, and why",
    columns: [{ title: "constant" }, { title: "value", align: "right" }, { title: "unit" }, { title: "why" }],
    rows: Object.entries(held).map(([name, { value, unit, why }]) => [
      name,
      String(Number(value.toPrecision(6))),
      unit,
      `${why}: ${reasons[why] ?? "as it says"}`,
    ]),
  };
}

function measureTable(metric: string, unit: string | undefined, found: readonly Uncertainty[]): ReportTable {
  const factors = Object.keys(found[0]?.levels ?? {});
  return {
    caption: `${metric}${unit === undefined || unit === "1" ? "" : ` [${unit}]`}, with half-widths for 95 %`,
    columns: [
      ...factors.map((title) => ({ title })),
      { title: "mean ± replications", align: "right" },
      { title: "± constants", align: "right" },
      { title: "moved most by" },
    ],
    rows: found.map(({ levels, split, influences }) => [
      ...factors.map((name) => levels[name] ?? ""),
      formatEstimate(split.estimate),
      short(split.parameterHalfWidth),
      influences
        .filter(({ significant }) => significant)
        .map(({ name, swing }) => `${name} ${swing < 0 ? "−" : "+"}${short(Math.abs(swing))}`)
        .join(", ") || "none that chance can’t explain",
    ]),
  };
}

function constantsTable(constants: StoredUncertainty["constants"], unread: number): ReportTable {
  const others = unread === 0 ? "" : `; ${unread} others were read by no run`;
  return {
    caption: `the constants, with the ranges that they were drawn from${others}`,
    columns: [
      { title: "constant" },
      { title: "value", align: "right" },
      { title: "low", align: "right" },
      { title: "high", align: "right" },
      { title: "unit" },
      { title: "known as" },
      { title: "source" },
    ],
    rows: Object.entries(constants).map(([name, { value, range, unit, provenance, source }]) => [
      name,
      ...[value, ...range].map((each) => String(Number(each.toPrecision(5)))),
      unit,
      provenance,
      source,
    ]),
  };
}
