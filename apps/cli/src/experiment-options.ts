import type { Experiment, Plan, PlanRequest, UsageProblem } from "@crosstalk/experiment";
import type { Command } from "commander";
import { UsageError } from "./errors.ts";
import { type FoundExperiment, findExperiment } from "./find-experiment.ts";
import { readJson } from "./read-json.ts";
import type { RepeatedFlags } from "./repeated-options.ts";

/** What to run of an experiment, as given on the command line. */
export interface ExperimentFlags extends RepeatedFlags {
  readonly set: readonly string[];
  readonly sweep: readonly string[];
  readonly design?: string;
  readonly filter?: string;
  readonly replications?: string;
  readonly seed?: string;
  readonly only?: string;
  readonly full?: true;
  readonly runtime?: string;
  readonly uncertainty?: string;
  readonly warmUp?: string;
}

/** Adds the options that say what to run. */
export function addExperimentOptions(command: Command): Command {
  return command
    .option("--set <factor=level>", "run only this level, or these, separated by commas (repeatable)", append, [])
    .option("--sweep <factor=level>", "as --set; where all levels are numbers, takes other numbers, too (repeatable)", append, [])
    .option("--design <name>", "full-factorial (default), one-at-a-time, or latin-hypercube:N, N points drawn from the ranges")
    .option("--filter <condition>", "run only combinations for which this holds, such as 'platform=xen* && hogs>1'")
    .option("--replications <count>", "replications of each combination of levels")
    .option("--seed <seed>", "seed of the first replication (default: 1)")
    .option("--full", "run the levels that only a full run takes, too")
    .option("--warm-up <time>", "leave out what comes before, such as 30ms; auto: before what MSER-5 finds for each run")
    .option(
      "--uncertainty <samples>",
      "run so many samples of what is not known of the constants (see list constants), and tell what that does",
    )
    .option("--runtime <name>", "what runs the statecharts: compiled (default), or reference, which is XState's interpreter")
    .option("--only <run>", "make only the run of this number, as `show` lists them");
}

/** An experiment that was found, and what to run of it. */
export interface FoundPlan {
  readonly found: FoundExperiment;
  /** What the plan was made from. */
  readonly request: PlanRequest;
  readonly plan: Plan;
}

/**
 * Finds an experiment and makes the plan that the options ask for.
 *
 * @param more tells what else is wrong on the command line; the experiment is undefined if it can't be found.
 * @throws {UsageError} listing everything that is wrong.
 */
export async function planFor(
  called: string,
  flags: ExperimentFlags,
  more: (experiment: Experiment | undefined) => readonly UsageProblem[] = () => [],
): Promise<FoundPlan> {
  const { describeProblem, planRuns, sweptWorldProblems } = await import("@crosstalk/experiment");
  const { levels: settings, problems } = readLevels("--set", flags.set);
  const { levels: sweep, problems: sweepProblems } = readLevels("--sweep", flags.sweep);
  const wrong = [...(flags.repeated ?? []), ...problems, ...sweepProblems];
  const collect = (error: unknown): undefined => {
    if (!(error instanceof Error && "problems" in error)) throw error;
    wrong.push(...(error.problems as readonly string[]));
  };
  const known = await findExperiment(called).catch(collect);
  const found = known && ((await sampled(known, flags).catch(collect)) ?? known);
  const { replications, seed, runtime, only, filter, design, warmUp } = flags;
  const given = Object.entries({ replications, seed, runtime, only, filter, design, warmUp }).filter(
    ([, text]) => text !== undefined,
  );
  const request: PlanRequest = { settings, sweep, readJson, full: flags.full === true, ...Object.fromEntries(given) };
  let plan: Plan | undefined;
  try {
    plan = found && planRuns(found.experiment, request);
  } catch (error) {
    collect(error);
  }
  if (found === undefined) wrong.push(...(await problemsOfTexts(request, flags)).map(describeProblem));
  wrong.push(...more(found?.experiment).map(describeProblem));
  if (found !== undefined && plan !== undefined && flags.sweep.length > 0)
    wrong.push(...sweptWorldProblems(found.experiment, plan).map(describeProblem));
  if (found === undefined || plan === undefined || wrong.length > 0) throw new UsageError(wrong);
  return { found, request, plan };
}

/** What is wrong with the options' texts, before the experiment is known. */
async function problemsOfTexts(request: PlanRequest, { runtime, uncertainty }: ExperimentFlags): Promise<UsageProblem[]> {
  const experiments = await import("@crosstalk/experiment");
  const { designProblems, filterProblems, numberProblems, runtimeProblems, uncertaintyProblems, warmUpTextProblems } =
    experiments;
  return [
    ...designProblems(request.design),
    ...filterProblems(request),
    ...numberProblems(request),
    ...(runtime === undefined ? [] : runtimeProblems(runtime)),
    ...(request.warmUp === undefined ? [] : warmUpTextProblems(request.warmUp)),
    ...(uncertainty === undefined ? [] : uncertaintyProblems(uncertainty)),
  ];
}

/** The experiment over samples of constants, if these are asked for. */
async function sampled(found: FoundExperiment, { uncertainty, seed = "1" }: ExperimentFlags): Promise<FoundExperiment> {
  if (uncertainty === undefined) return found;
  const { numberProblems, wholeNumber, withUncertainty } = await import("@crosstalk/experiment");
  const known = numberProblems({ seed }).length === 0 ? wholeNumber(seed) : 1; // a wrong one is told with the others
  return { ...found, experiment: withUncertainty(found.experiment, uncertainty, known) };
}

/** The options that were given, as they are typed; without a runtime that is the usual one. */
export function typedFlags({
  set,
  sweep,
  design,
  filter,
  replications,
  seed,
  full,
  runtime,
  uncertainty,
  warmUp,
}: ExperimentFlags): string[] {
  return [
    ...set.flatMap((setting) => ["--set", setting]),
    ...sweep.flatMap((swept) => ["--sweep", swept]),
    ...(design === undefined ? [] : ["--design", design]),
    ...(filter === undefined ? [] : ["--filter", filter]),
    ...(replications === undefined ? [] : ["--replications", replications]),
    ...(seed === undefined ? [] : ["--seed", seed]),
    ...(full === true ? ["--full"] : []),
    ...(uncertainty === undefined ? [] : ["--uncertainty", uncertainty]),
    ...(warmUp === undefined ? [] : ["--warm-up", warmUp]),
    ...(runtime === undefined || runtime === "compiled" ? [] : ["--runtime", runtime]),
  ];
}

function append(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

/** Levels by factor, as an option that may be repeated names them. */
function readLevels(option: string, texts: readonly string[]): { levels: Record<string, string[]>; problems: string[] } {
  const levels: Record<string, string[]> = {};
  const problems: string[] = [];
  for (const text of texts) {
    const equals = text.indexOf("=");
    const factor = text.slice(0, equals).trim();
    if (equals < 1 || factor === "") problems.push(`${option} is ${text}; allowed is factor=level, or factor=level,level`);
    else levels[factor] = [...(levels[factor] ?? []), ...text.slice(equals + 1).split(",")];
  }
  return { levels, problems };
}
