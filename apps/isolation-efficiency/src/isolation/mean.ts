import type { ReportSection, Results } from "@crosstalk/experiment";
import type { PlatformScore } from "../scores.ts";
import { kindsBySeed } from "../scores.ts";
import { cell, measuredKinds } from "../text.ts";
import { bySeeds, type SeedRow, sectionOf } from "./runs.ts";

/** Where the section is, on the page, that tells how isolation is made of its kinds. */
export const ISOLATION = "isolation";

/** How the isolation of platforms is made of the kinds, under each seed. */
export function meanSection(results: Results, scores: readonly PlatformScore[]): ReportSection {
  const kinds = measuredKinds(scores);
  const rows = scores.flatMap(({ platform }) =>
    kindsBySeed(results, platform).map((each): SeedRow => {
      const told = kinds.map((kind) => {
        const value = each.kinds[kind];
        return value === undefined ? "-" : { text: value.toFixed(4), to: sectionOf(kind, platform) };
      });
      return { seed: each.seed, about: [platform], told: [...told, each.isolation?.toFixed(4) ?? "-"] };
    }),
  );
  return {
    heading: "Isolation as the mean of its kinds, under each seed",
    id: ISOLATION,
    folded: true,
    paragraphs: [
      `The isolation of a platform is the mean over seeds of the mean of ${kinds.join(", ")}: ${scores.map(({ platform, isolation }) => `${platform} ${cell(isolation)}`).join(", ")}.`,
    ],
    tables: [
      {
        caption: "each seed makes one number of each kind",
        columns: [
          { title: "platform" },
          { title: "seed" },
          ...[...kinds, "mean"].map((title) => ({ title, align: "right" as const })),
        ],
        rows: bySeeds(rows),
      },
    ],
  };
}
