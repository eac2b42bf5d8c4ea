import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { thisMachine } from "./machine.ts";
import { type BenchOptions, parseOptions, UsageError, usage } from "./options.ts";
import { markdown } from "./report/markdown.ts";
import { textTable } from "./report/text-table.ts";
import { runContests } from "./run-contests.ts";
import { runFigures } from "./run-figures.ts";
import { type ContestName, contests, type FigureSection, figureSections } from "./sections.ts";

const folder = fileURLToPath(new URL("../../.cache/bench", import.meta.url));
const tell = (text: string) => process.stderr.write(`bench: ${text}\n`);

try {
  const options = parseOptions(process.argv.slice(2));
  if (options === undefined) console.log(usage);
  else bench(options);
} catch (error) {
  for (const line of (error instanceof Error ? error.message : String(error)).split("\n")) tell(line);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

/** Measures what was asked for, writes it as JSON, and prints the table. */
function bench({ rounds, only, quick, markdown: asMarkdown, json }: BenchOptions): void {
  const contest = only.filter((name): name is ContestName => name in contests);
  const figure = only.filter((name): name is FigureSection => (figureSections as readonly string[]).includes(name));
  const machine = thisMachine();
  const entries = contest.length === 0 ? [] : runContests(contest, { rounds, quick, folder, tell });
  const results = { machine, rounds, quick, entries, figures: runFigures(figure, { rounds, quick, tell }) };
  const file = resolve(json ?? `${folder}/results.json`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  tell(`results are in ${file}`);
  console.log(asMarkdown ? markdown(results) : textTable(results));
}
