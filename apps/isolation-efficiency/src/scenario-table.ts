import type { ReportTable } from "@crosstalk/experiment";
import { sectionOf } from "./isolation/runs.ts";
import { figureParts, type PartName } from "./parts.ts";
import type { PlatformScore } from "./scores.ts";

/** What each scenario of a part is worth on each platform: means over replications. */
export function scenarioTable(part: PartName, caption: string, scores: readonly PlatformScore[]): readonly ReportTable[] {
  const own = figureParts.filter(({ name }) => name === part).flatMap(({ scenarios, more }) => [...scenarios, ...more]);
  const shown = own.filter(({ name }) => scores.some(({ scenarios }) => scenarios[name] !== undefined));
  if (shown.length === 0) return [];
  return [
    {
      caption,
      columns: [
        { title: "platform" },
        ...shown.map(({ name, about }) => ({ title: name.replace(`${part}-`, ""), align: "right" as const, about })),
      ],
      rows: scores.map(({ platform, scenarios }) => [
        platform,
        ...shown.map(({ name }) => {
          const estimate = scenarios[name];
          if (estimate === undefined) return "-";
          const isWide = estimate.halfWidth > 0.0005 && Number.isFinite(estimate.halfWidth);
          const text = `${estimate.mean.toFixed(3)}${isWide ? ` ± ${estimate.halfWidth.toFixed(3)}` : ""}`;
          return part === "efficiency" ? text : { text, to: sectionOf(part, platform) };
        }),
      ]),
    },
  ];
}

/** What the scenarios of a part are, in words. */
export function scenarioWords(part: PartName): readonly { readonly text: string }[] {
  const own = figureParts.filter(({ name }) => name === part).flatMap(({ scenarios }) => scenarios);
  return own.map(({ name, about }) => ({ text: `${part}, ${name.replace(`${part}-`, "")}: ${about}` }));
}
