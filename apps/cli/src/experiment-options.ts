import { readFileSync } from "node:fs";
import type { Experiment, Plan, PlanRequest } from "@crosstalk/experiment";
import type { Command } from "commander";
import { UsageError } from "./errors.ts";

/** What to run of an experiment, as given on the command line. */
export interface ExperimentFlags {
  readonly set: readonly string[];
  readonly replications?: string;
  readonly seed?: string;
  readonly only?: string;
  readonly full?: true;
}

/** Adds the options that say what to run. */
export function addExperimentOptions(command: Command): Command {
  return command
    .option("--set <factor=level>", "run only this level, or these, separated by commas (repeatable)", append, [])
    .option("--replications <count>", "replications of each combination of levels")
    .option("--seed <seed>", "seed of the first replication (default: 1)")
    .option("--full", "run the levels that only a full run takes, too")
    .option("--only <run>", "make only the run of this number, as `show` lists them");
}

/**
 * The plan that the options ask for.
 *
 * @param more what else is wrong on the command line, to be reported together.
 * @throws {UsageError} listing everything that is wrong.
 */
export async function planFor(experiment: Experiment, flags: ExperimentFlags, more: readonly string[] = []): Promise<Plan> {
  const { planRuns } = await import("@crosstalk/experiment");
  const { settings, problems } = readSettings(flags.set);
  const numbers = readNumbers({ replications: flags.replications, seed: flags.seed, only: flags.only });
  const request: PlanRequest = {
    settings,
    readJson,
    full: flags.full === true,
    ...numbers.given,
  };
  const found = [...problems, ...numbers.problems, ...more];
  try {
    const plan = planRuns(experiment, request);
    if (found.length === 0) return plan;
  } catch (error) {
    if (!(error instanceof Error && "problems" in error)) throw error;
    found.push(...(error.problems as readonly string[]));
  }
  throw new UsageError(found);
}

/** A whole number as people type it; not a number if it is not one. */
export function wholeNumber(text: string): number {
  return /^[+-]?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
}

/** The options that were given, as they are typed. */
export function typedFlags({ set, replications, seed, full }: ExperimentFlags): string[] {
  return [
    ...set.flatMap((setting) => ["--set", setting]),
    ...(replications === undefined ? [] : ["--replications", replications]),
    ...(seed === undefined ? [] : ["--seed", seed]),
    ...(full === true ? ["--full"] : []),
  ];
}

function append(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function readSettings(texts: readonly string[]): { settings: Record<string, string[]>; problems: string[] } {
  const settings: Record<string, string[]> = {};
  const problems: string[] = [];
  for (const text of texts) {
    const equals = text.indexOf("=");
    const factor = text.slice(0, equals).trim();
    if (equals < 1 || factor === "") problems.push(`--set is ${text}; allowed is factor=level, or factor=level,level`);
    else settings[factor] = [...(settings[factor] ?? []), ...text.slice(equals + 1).split(",")];
  }
  return { settings, problems };
}

function readNumbers(texts: Readonly<Record<string, string | undefined>>): { given: Record<string, number>; problems: string[] } {
  const given: Record<string, number> = {};
  const problems: string[] = [];
  for (const [name, text] of Object.entries(texts)) {
    if (text === undefined) continue;
    const number = wholeNumber(text);
    if (Number.isNaN(number)) problems.push(`${name} is ${text}; allowed is a whole number`);
    else given[name] = number;
  }
  return { given, problems };
}

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new Error(`the file can't be read (${(error as NodeJS.ErrnoException).code})`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`the file is not JSON: ${(error as Error).message}`);
  }
}
