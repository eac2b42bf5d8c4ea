import type { ComparedMeasure } from "../comparison/compare-runs.ts";
import { type ComparedWhatIf, compareWhatIfs } from "../comparison/compare-what-ifs.ts";
import type { StoredDetails } from "../comparison/stored-details.ts";
import type { ReportSection } from "./experiment-report.ts";
import { formatEstimate, formatRatio } from "./format-estimate.ts";

/** What-ifs against what they are changes of, as paired differences; undefined where there is nothing to compare. */
export function whatIfSection(stored: StoredDetails): ReportSection | undefined {
  const { whatIf, factors } = stored.parameters;
  if (!isTexts(whatIf) || whatIf.length === 0 || stored.uncertainty !== undefined) return undefined;
  const base = Object.fromEntries(whatIf.map((factor) => [factor, firstLevel(factors, factor)]));
  const found = compareWhatIfs(stored, whatIf, base);
  const [{ factors: others } = { factors: [] }] = found;
  if (found.length === 0) return undefined;
  return {
    heading: "What if: paired differences",
    paragraphs: [
      `Runs of a seed that differ in nothing else went on from one warm-up under ${wordsOf(base)}. Each row tells by how much runs under another level differ from those that went on as they were, pair by pair of the same seed: what these have in common cancels. Half-widths are of 95 % confidence intervals by paired replications; those of ratios go by the mean of their logarithms.`,
    ],
    tables: [
      {
        columns: [
          { title: "measure" },
          ...[...others, ...whatIf].map((title) => ({ title })),
          { title: wordsOf(base), align: "right", about: "mean of the runs that went on as they were" },
          { title: "difference", align: "right", about: "what-if less base" },
          { title: "ratio", align: "right", about: "what-if by base" },
          { title: "pairs", align: "right" },
        ],
        rows: found
          .flatMap(({ choice, compared }) => compared.map((row) => ({ choice, row })))
          .map(({ choice, row }) => [
            titleOf(row),
            ...others.map((factor) => row.levels[factor] ?? ""),
            ...whatIf.map((factor) => choice[factor] ?? ""),
            formatEstimate(row.first),
            formatEstimate(row.difference),
            row.ratio === undefined ? "–" : formatRatio(row.ratio),
            String(row.difference.n),
          ]),
      },
    ],
  };
}

/** Levels in words, such as `neighbour = idle`. */
export const wordsOf = (levels: ComparedWhatIf["base"]): string =>
  Object.entries(levels)
    .map(([factor, level]) => `${factor} = ${level}`)
    .join(", ");

const titleOf = ({ measure, unit }: ComparedMeasure) => (unit === "1" ? measure : `${measure} [${unit}]`);

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === "string");

/** The first level of a factor, as `run.json` has it. */
function firstLevel(factors: unknown, factor: string): string {
  const levels = (factors as Readonly<Record<string, readonly { readonly name?: unknown }[]>> | undefined)?.[factor];
  return String(levels?.[0]?.name ?? "");
}
