import { compareWhatIfs } from "../comparison/compare-what-ifs.ts";
import type { Results } from "../results.ts";
import { differenceTables } from "./comparison-table.ts";
import { wrapWords } from "./tables-that-fit.ts";
import { wordsOf } from "./what-if-section.ts";

/**
 * What-ifs against what they are changes of, as text for a terminal: paired differences of the measures that the summary
 * shows. Empty where there is nothing to compare.
 *
 * @param width most characters of a line; a single column may be wider.
 */
export function whatIfText({ experiment, plan, runs, summary: { units } }: Results, width = 80): string {
  const { whatIf, summary, factors } = experiment;
  if (whatIf.length === 0 || experiment.sampled !== undefined) return "";
  const base = Object.fromEntries(whatIf.map((factor) => [factor, plan.selection[factor]?.[0]?.name ?? ""]));
  const measured = summary.filter((measure) => runs.some(({ values }) => measure in values));
  return compareWhatIfs({ factors: Object.keys(factors), units, runs }, whatIf, base, measured)
    .map(({ choice, factors: others, compared }) => {
      const heading = wrapWords(`what if ${wordsOf(choice)}, after a warm-up under ${wordsOf(base)}`, width);
      const names = { difference: "difference", ratio: "ratio", first: Object.values(base).join(", ") };
      return `\n${heading}\n${differenceTables(compared, others, width, names).join("\n\n")}\n`;
    })
    .join("");
}
