import { parseArgs } from "node:util";
import { type SectionName, sectionNames } from "./sections.ts";

/** What the user asks of the bench. */
export interface BenchOptions {
  readonly rounds: number;
  readonly only: readonly SectionName[];
  readonly quick: boolean;
  readonly markdown: boolean;
  readonly json: string | undefined;
}

/** What the user asked for can't be done as asked; the command exits with code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** What `--help` prints. */
export const usage = `usage: npm run bench -- [options]

  --rounds N     rounds of each measurement, 5 by default
  --only NAMES   only these sections, by commas: ${sectionNames.slice(0, 5).join(", ")},
                 ${sectionNames.slice(5).join(", ")}; all but whole by default
  --quick        a twentieth of the work: to see that it runs, not to measure
  --json FILE    where to write the results; .cache/bench/results.json by default
  --markdown     prints Markdown, as in docs/performance.md, instead of the table
  --help         prints this`;

/** Reads the options, or tells everything that is wrong with them; undefined where the user asks for help. */
export function parseOptions(args: readonly string[]): BenchOptions | undefined {
  const { values, problems } = read(args);
  if (values.help === true) return undefined;
  const rounds = values.rounds ?? "5";
  if (!/^[1-9]\d{0,2}$/.test(rounds)) problems.push(`--rounds is "${rounds}"; allowed is a whole number from 1 to 999`);
  const only = values.only?.split(",") ?? sectionNames.filter((name) => name !== "whole");
  for (const name of only) {
    if (!isSection(name)) problems.push(`--only names "${name}"; allowed are ${sectionNames.join(", ")}`);
  }
  if (values.json === "") problems.push('--json is ""; allowed is the path of a file');
  if (problems.length > 0) throw new UsageError(problems.join("\n"));
  const { quick = false, markdown = false, json } = values;
  return { rounds: Number(rounds), only: only.filter(isSection), quick, markdown, json };
}

function read(args: readonly string[]) {
  const options = {
    rounds: { type: "string" },
    only: { type: "string" },
    quick: { type: "boolean" },
    markdown: { type: "boolean" },
    json: { type: "string" },
    help: { type: "boolean" },
  } as const;
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false });
    return { values, problems: [] as string[] };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function isSection(name: string): name is SectionName {
  return (sectionNames as readonly string[]).includes(name);
}
