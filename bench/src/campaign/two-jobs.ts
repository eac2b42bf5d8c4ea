import { type Spread, spreadOf } from "../median.ts";
import { campaignCommand } from "./campaign-command.ts";
import { SHORT_TICKS } from "./ticking-experiment.ts";

const [RUNS, TICKS] = [40, 3_000_000];

/** Real seconds of one round's campaigns. */
interface Round {
  readonly oneJob: number;
  readonly twoJobs: number;
  /** Until the second of two campaigns of one job has ended that begin at the same time, so of twice as many runs. */
  readonly sideBySide: number;
}

/**
 * How much faster a campaign is with two jobs than with one, and, beside it, what the machine itself gives: how many more
 * runs a second come of two campaigns of one job side by side, in processes that have nothing to do with each other, than of
 * one alone. Where that is less than 2, the processors share something (power, caches, a neighbour), and no program with two
 * threads can do better.
 *
 * The measurements of a round take turns, forwards and backwards, so that what changes slowly meets all of them alike.
 */
export async function twoJobs(folder: string, rounds: number): Promise<void> {
  const seconds = async (name: string, jobs: number) =>
    (await campaignCommand(folder, { name, ticks: TICKS, runs: RUNS, jobs })).seconds;
  const shortest = await campaignCommand(folder, { name: "least", ticks: SHORT_TICKS, runs: 1, jobs: 1 });
  const measures = {
    oneJob: () => seconds("one", 1),
    twoJobs: () => seconds("two", 2),
    sideBySide: async () => Math.max(...(await Promise.all([seconds("left", 1), seconds("right", 1)]))),
  };
  console.log(`${RUNS} runs, from nothing to the results; a single short one takes ${shortest.seconds.toFixed(2)} s\n`);
  console.log(
    "| round  | `--jobs 1` [s] | `--jobs 2` [s] | times as fast | two of `--jobs 1` side by side [s] | times as much |",
  );
  console.log(
    "| ------ | -------------: | -------------: | ------------: | ---------------------------------: | ------------: |",
  );
  const all: Round[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const order = Object.entries(measures);
    const taken: [string, number][] = [];
    for (const [name, measure] of round % 2 === 1 ? order : order.toReversed()) taken.push([name, await measure()]);
    const of = Object.fromEntries(taken) as unknown as Round;
    all.push(of);
    console.log(row(String(round), of, of.oneJob / of.twoJobs, (2 * of.oneJob) / of.sideBySide));
  }
  const least = summary(all, (spread) => spread.least);
  console.log(row("least", least, least.oneJob / least.twoJobs, (2 * least.oneJob) / least.sideBySide));
  const faster = spreadOf(all.map((round) => round.oneJob / round.twoJobs)).median;
  const more = spreadOf(all.map((round) => (2 * round.oneJob) / round.sideBySide)).median;
  console.log(
    row(
      "median",
      summary(all, (spread) => spread.median),
      faster,
      more,
    ),
  );
  const each = (spreadOf(all.map((round) => round.oneJob)).median - shortest.seconds) / RUNS;
  console.log(`\na run takes ${each.toFixed(2)} s; two jobs are`);
  console.log(`${faster.toFixed(2)} times as fast as one in the median round (wanted: at least 1.8), and`);
  console.log(
    `${(least.oneJob / least.twoJobs).toFixed(2)} times by the fastest of each, which other work has disturbed least\n`,
  );
}

/** Each of the rounds' times as one number. */
function summary(rounds: readonly Round[], of: (spread: Spread) => number): Round {
  const number = (name: keyof Round) => of(spreadOf(rounds.map((round) => round[name])));
  return { oneJob: number("oneJob"), twoJobs: number("twoJobs"), sideBySide: number("sideBySide") };
}

function row(name: string, { oneJob, twoJobs: two, sideBySide }: Round, faster: number, more: number): string {
  const numbers = [
    [oneJob, 14],
    [two, 14],
    [faster, 13],
    [sideBySide, 34],
    [more, 13],
  ] as const;
  return `| ${name.padEnd(6)} | ${numbers.map(([value, width]) => value.toFixed(2).padStart(width)).join(" | ")} |`;
}
