import { parseStoredDetails, type StoredDetails } from "../comparison/stored-details.ts";
import { defaultFigures } from "../report/default-figures.ts";
import type { ReportSection } from "../report/experiment-report.ts";
import { ofBoth, ofReplications } from "../report/figure-interval.ts";
import { figureSpec } from "../report/figure-spec.ts";
import { htmlPage } from "../report/html-page.ts";
import { provenanceSections, summarySection } from "../report/result-sections.ts";
import { storedSummary } from "../report/stored-summary.ts";
import { uncertaintySection } from "../report/uncertainty-section.ts";
import { whatIfSection } from "../report/what-if-section.ts";
import { ofChanceAndConstants } from "../uncertainty/chance-and-constants.ts";
import { drawFigure } from "./svg-figure.ts";

/**
 * Results as one self-contained page, from what `run.json` tells: nothing is run.
 *
 * @param json the value of a `run.json`.
 * @param own what the experiment itself has made of them: it comes first, in place of the usual figures.
 */
export async function resultPage(
  json: unknown,
  own?: { readonly title: string; readonly sections: readonly ReportSection[] },
): Promise<string> {
  const stored = parseStoredDetails(json);
  const figures = own === undefined ? await figuresOf(stored) : [];
  const title = own?.title ?? `${stored.experiment}: ${stored.about}`;
  const summary = summarySection(stored, figures);
  const sections = [
    ...(own?.sections ?? []),
    own === undefined ? summary : { ...summary, heading: "All measures", folded: true },
    ...[whatIfSection(stored) ?? []].flat(),
    ...(stored.uncertainty === undefined ? [] : [uncertaintySection(stored.uncertainty, stored.units)]),
    ...provenanceSections(stored),
  ];
  const of = Object.entries(stored.versions).map(([name, version]) => `${name} ${version}`);
  return htmlPage({ title, text: "", sections }, [
    `Made by ${stored.command}, ${stored.made.date}, with ${of.join(", ")}.`,
    "Every run with its seed, parameters and fingerprint is in run.json, every number in results.csv, both beside this page.",
  ]);
}

async function figuresOf(stored: StoredDetails) {
  const { figure, about, uncertainty } = stored;
  const ofChance = storedSummary(stored);
  const summary = uncertainty === undefined ? ofChance : ofChanceAndConstants(ofChance, uncertainty.measures);
  const interval = uncertainty === undefined ? ofReplications : ofBoth;
  const drawn: { svg: string; caption: string }[] = [];
  for (const options of figure === undefined ? defaultFigures(summary) : [figure]) {
    const spec = figureSpec(summary, options, about, interval);
    const caption = `${options.y} by ${options.x}; bars are ${interval.bars}. Point at a mark for its numbers.`;
    if (spec !== undefined) drawn.push({ svg: await drawFigure(spec), caption });
  }
  return drawn;
}
