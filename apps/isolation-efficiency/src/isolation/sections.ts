import type { ReportSection, Results } from "@crosstalk/experiment";
import { platformFactor } from "@crosstalk/workloads";
import type { IsolationKind } from "../parts.ts";
import type { PlatformScore } from "../scores.ts";
import { costTableNames } from "../shared-components.ts";
import { cell, measuredKinds } from "../text.ts";
import { faultSection, faultWords } from "./fault.ts";
import { meanSection } from "./mean.ts";
import { pricesSection, resourceSection, resourceWords } from "./resource.ts";
import { securitySection, securityWords } from "./security.ts";

type MakeSection = (results: Results, platform: string, number: string) => ReportSection | undefined;

function tablesOn(platform: string): readonly string[] {
  const level = [...platformFactor.levels, ...platformFactor.more].find(({ name }) => name === platform);
  return level === undefined ? [] : costTableNames(level.value);
}

/** For each kind of isolation how its numbers are made, and what makes the section of a platform. */
const makers: Readonly<
  Record<
    IsolationKind,
    {
      readonly words: readonly string[];
      readonly make: MakeSection;
      readonly more?: (results: Results) => readonly ReportSection[];
    }
  >
> = {
  fault: { words: faultWords, make: faultSection },
  resource: {
    words: resourceWords,
    make: (results, platform, number) => resourceSection(results, platform, number, tablesOn(platform)),
    more: (results) => [pricesSection(results)],
  },
  security: { words: securityWords, make: securitySection },
};

/** How the numbers of isolation are followed from the figure down to scenarios, counts and costs. */
export function isolationSections(results: Results, scores: readonly PlatformScore[]): readonly ReportSection[] {
  const byKind = measuredKinds(scores).flatMap((kind): ReportSection[] => {
    const { words, make, more = () => [] } = makers[kind];
    const made = scores.flatMap(({ platform, kinds }) => make(results, platform, cell(kinds[kind])) ?? []);
    return made.length === 0
      ? []
      : [{ heading: `How ${kind} isolation comes about`, paragraphs: words }, ...made, ...more(results)];
  });
  if (byKind.length === 0) return [];
  return [
    {
      heading: "How to follow an isolation number",
      paragraphs: [
        "Each number of isolation in the tables above leads to its section here, and so does each mark of the figures. A section goes from the number to the runs that it is the mean of, and from each run’s value to what was counted in that very run: requests, processor time, system calls. Runs of several seeds that gave the same counts share a row. The command at the end makes such a run again; its counts are under “evidence” in run.json, for each run of the figure beside this page.",
      ],
    },
    meanSection(results, scores),
    ...byKind,
  ];
}
