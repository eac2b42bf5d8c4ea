import type { ExperimentReport, ReportSection, Results } from "@crosstalk/experiment";
import { judgedClaims } from "./claims.ts";
import { kindsFigure } from "./figures/kinds.ts";
import { PASSED, passedFigure } from "./figures/passed.ts";
import { planeFigure } from "./figures/plane.ts";
import { type PlatformScore, platformScores } from "./scores.ts";
import { cell, measuredKinds, scoreTable, wrapped } from "./text.ts";

const TITLE = "Between isolation and efficiency: Figure 3.4, computed";

/** What the results say of Figure 3.4, for the terminal and as a page; undefined where no platform has both numbers. */
export function reportOf(results: Results): ExperimentReport | undefined {
  const scores = platformScores(results);
  if (!scores.some(({ efficiency, isolation }) => efficiency !== undefined && isolation !== undefined)) return undefined;
  const claims = judgedClaims(scores);
  const lines = claims.map(({ claim, holds, evidence }) =>
    wrapped(`${holds ? "holds    " : "FAILS    "}${claim}: ${evidence}.`, 80, "         "),
  );
  const text = `${scoreTable(scores)}\n\n${lines.join("\n")}\n`;
  const sections: ReportSection[] = [
    { heading: "Figure 3.4", figures: [{ svg: planeFigure(scores), caption: "Means and 95 % confidence intervals." }] },
    {
      heading: "What of the chapter holds",
      list: claims.map(({ claim, holds, evidence }) => ({ text: `${claim}: ${evidence}.`, holds })),
    },
    {
      heading: "Kinds of isolation",
      figures: [{ svg: kindsFigure(scores), caption: "The kinds beside their mean." }],
      tables: [scoresTable(scores)],
    },
    {
      heading: "By kinds of isolation provided",
      figures: [{ svg: passedFigure(scores), caption: `A kind counts as provided from ${PASSED} on.` }],
    },
  ];
  return { title: TITLE, text, sections };
}

function scoresTable(scores: readonly PlatformScore[]) {
  const kinds = measuredKinds(scores);
  return {
    caption: "mean ± half-width of the 95 % confidence interval",
    columns: [
      { title: "platform" },
      ...["efficiency", ...kinds, "isolation"].map((title) => ({ title, align: "right" as const })),
    ],
    rows: scores.map((score) => [
      score.platform,
      cell(score.efficiency),
      ...kinds.map((kind) => cell(score.kinds[kind])),
      cell(score.isolation),
    ]),
  };
}
