import { contenders } from "../contenders.ts";
import { spreadOf } from "../median.ts";
import { contests, figureSections } from "../sections.ts";
import { short } from "./format.ts";
import { type Results, ratioOf } from "./results.ts";
import { verdicts } from "./targets.ts";

/** One part of the report: a heading and cells. */
export interface ReportPart {
  readonly heading: string;
  readonly columns: readonly string[];
  /** Cells of each row; a row of two cells says why there are no numbers. */
  readonly rows: readonly (readonly string[])[];
}

/** Titles of the measurements of ours alone. */
const figureTitles = {
  creation: "100,000 idle actors",
  stopping: "Stop one, 100k timers pending",
  curve: "HOLD by number of actors",
  kernels: "Two kernels on one hypervisor",
  whole: "npm start, whole process",
} as const;

/** The report's parts, for a table of text or of Markdown. */
export function reportParts(results: Results): ReportPart[] {
  const rates = Object.entries(contests).flatMap(([name, { title, unit }]): ReportPart[] => {
    const entries = results.entries.filter(({ contest }) => contest === name);
    if (entries.length === 0) return [];
    const rows = entries.map(({ contender, count, rates: all, missing, wrong }) => {
      const label = contenders[contender]?.title ?? contender;
      if (all.length === 0) return [label, missing ?? `wrong: ${wrong}`];
      const { median, least, most } = spreadOf(all);
      const ratio = ratioOf(results.entries, name, contender);
      return [label, short(median), `${short(least)}-${short(most)}`, ratio ? short(ratio.median) : "-", short(count)];
    });
    return [{ heading: title, columns: ["", unit, "least-most", "x C++", "of"], rows }];
  });
  const figures = figureSections.flatMap((section): ReportPart[] => {
    const own = results.figures.filter((figure) => figure.section === section);
    const rows = own.map(({ title, runtime, unit, values }) => {
      const { median, least, most } = spreadOf(values);
      return [title, short(median), `${short(least)}-${short(most)}`, unit, runtime];
    });
    return rows.length === 0
      ? []
      : [{ heading: figureTitles[section], columns: ["", "median", "least-most", "unit", "runtime"], rows }];
  });
  return [...rates, ...figures, targets(results)];
}

function targets(results: Results): ReportPart {
  const rows = verdicts(results).map(({ title, wanted, measured, reached }) => [
    title,
    measured === undefined ? "-" : short(measured),
    wanted,
    reached === undefined ? "unknown" : reached ? "yes" : "NO",
    "",
  ]);
  return { heading: "Targets", columns: ["", "measured", "wanted", "reached", ""], rows };
}
