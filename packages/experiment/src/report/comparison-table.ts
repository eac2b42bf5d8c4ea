import { type ComparedMeasure, type Comparison, type RunIdentity, runName } from "../comparison/compare-runs.ts";
import { counted } from "../counted.ts";
import { formatEstimate, formatRatio } from "./format-estimate.ts";
import { type FilledColumn, levelColumn, tablesThatFit, wrapPhrases, wrapWords } from "./tables-that-fit.ts";

/** Most runs that are named of those without a counterpart. */
const MOST_NAMED = 5;

const NAMES = { difference: "B - A", ratio: "B / A", first: "A" };

/**
 * A comparison as text: what was paired and how, then for each measure a table of differences and ratios with their 95 %
 * confidence intervals, and A's means. Measures in which no pair differs are only named.
 *
 * @param width most characters of a line; a single column may be wider.
 */
export function comparisonTable(comparison: Comparison, width = 80): string {
  const { compared } = comparison;
  const measures = [...new Set(compared.map(({ measure }) => measure))];
  const differing = measures.filter((measure) => compared.some((row) => row.measure === measure && differs(row)));
  const same = measures.filter((measure) => !differing.includes(measure));
  const rows = compared.filter(({ measure }) => differing.includes(measure));
  const body = [
    ...(rows.length === 0 ? [] : differenceTables(rows, comparison.factors, width, NAMES)),
    ...listed("no pair differs in", same, width),
    ...(compared.length === 0 ? ["no measure has a number in both runs of any pair"] : []),
  ];
  return `${[...pairing(comparison, width), "", body.join("\n\n")].join("\n")}\n`;
}

/** Whether any pair has two values. */
function differs({ difference }: ComparedMeasure): boolean {
  return difference.mean !== 0 || difference.standardDeviation !== 0;
}

/** What the columns of differences are called. */
interface ColumnNames {
  readonly difference: string;
  readonly ratio: string;
  /** Of the means of what is compared with. */
  readonly first: string;
}

/** A heading, and a table for each measure. */
export function differenceTables(
  rows: readonly ComparedMeasure[],
  factors: readonly string[],
  width: number,
  names: ColumnNames,
): string[] {
  const counts = new Set(rows.map(({ difference: { n } }) => n));
  const [only] = [...counts];
  const varied = factors.filter((factor) => new Set(rows.map(({ levels }) => levels[factor])).size > 1);
  const fixed = factors.filter((factor) => !varied.includes(factor));
  const heading = [
    ...fixed.map((factor) => `${factor} = ${rows[0]?.levels[factor]}`),
    "95 % confidence intervals by paired replications",
    "those of ratios by the mean of their logarithms",
    counts.size > 1 || only === undefined ? "n pairs" : `n = ${counted(only, "pair")}`,
  ];
  const below = blocks(rows, varied).flatMap(({ title, keys, rows: of }) => {
    const [first, ...more] = tablesThatFit(keys, numberColumns(of, counts.size > 1, names), width);
    return [title === undefined ? `${first}` : `${title}\n${first}`, ...more];
  });
  return [wrapPhrases(heading, width), ...below];
}

/** How many runs were paired, and which were not, a line or more each. */
function pairing({ pairs, identical, unmatched, onlyIn }: Comparison, width: number): string[] {
  const same = `${pairs} ${pairs === 1 ? "pair" : "pairs"} of runs with the same levels and seed`;
  return [
    wrapPhrases([same, `${identical} of them with the same fingerprint`], width),
    ...aside("A", unmatched.first, width),
    ...aside("B", unmatched.second, width),
    ...listed("measures that only A has", onlyIn.first, width),
    ...listed("measures that only B has", onlyIn.second, width),
  ];
}

function aside(name: string, runs: readonly RunIdentity[], width: number): string[] {
  const more = runs.length - MOST_NAMED;
  const names = [...runs.slice(0, MOST_NAMED).map(runName), ...(more > 0 ? [`and ${more} more`] : [])];
  return listed(`${runs.length} of ${name} without a counterpart`, names, width);
}

function listed(what: string, names: readonly string[], width: number): string[] {
  return names.length === 0 ? [] : [wrapWords(`${what}: ${names.join(", ")}`, width)];
}

interface Block {
  /** What all its rows are of, unless each is of another. */
  readonly title?: string;
  readonly keys: readonly FilledColumn[];
  readonly rows: readonly ComparedMeasure[];
}

/** A table for each measure where levels vary, else one in which each measure is a row. */
function blocks(compared: readonly ComparedMeasure[], varied: readonly string[]): Block[] {
  const titleOf = ({ measure, unit }: ComparedMeasure) => (unit === "1" ? measure : `${measure} [${unit}]`);
  if (varied.length === 0) return [{ keys: [{ title: "measure", align: "left", cells: compared.map(titleOf) }], rows: compared }];
  return [...new Set(compared.map(({ measure }) => measure))].map((measure) => {
    const rows = compared.filter((row) => row.measure === measure);
    return { title: titleOf(rows[0] as ComparedMeasure), keys: varied.map((factor) => levelColumn(rows, factor)), rows };
  });
}

function numberColumns(rows: readonly ComparedMeasure[], withCount: boolean, names: ColumnNames): FilledColumn[] {
  const column = (title: string, cell: (row: ComparedMeasure) => string): FilledColumn => {
    return { title, align: "right", cells: rows.map(cell) };
  };
  return [
    ...(withCount ? [column("n", ({ difference }) => String(difference.n))] : []),
    column(names.difference, ({ difference }) => formatEstimate(difference)),
    column(names.ratio, ({ ratio }) => (ratio === undefined ? "-" : formatRatio(ratio))),
    column(names.first, ({ first }) => formatEstimate(first)),
  ];
}
