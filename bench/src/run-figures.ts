import type { Figure } from "./figure.ts";
import { nodeCommand, runPinned } from "./pinned-process.ts";
import type { FigureEntry } from "./report/results.ts";
import type { FigureSection } from "./sections.ts";
import { runtimes } from "./workloads/runtime.ts";

/** Measures what is ours alone, each section once per round under each runtime, each time in a process of its own. */
export function runFigures(
  sections: readonly FigureSection[],
  options: { readonly rounds: number; readonly quick: boolean; tell(line: string): void },
): FigureEntry[] {
  const entries = new Map<string, FigureEntry & { readonly values: number[] }>();
  const command = nodeCommand("./measure-figures.js", "--expose-gc");
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const section of sections) {
      for (const runtime of runtimes) {
        options.tell(`round ${round} of ${options.rounds}: ${section}, ${runtime}`);
        const figures: Figure[] = JSON.parse(runPinned(command, [section, runtime, options.quick ? "quick" : "full"]));
        for (const { value, ...figure } of figures) {
          const key = `${section} ${runtime} ${figure.name}`;
          const entry = entries.get(key) ?? { ...figure, section, values: [] };
          entry.values.push(value);
          entries.set(key, entry);
        }
      }
    }
  }
  return [...entries.values()];
}
