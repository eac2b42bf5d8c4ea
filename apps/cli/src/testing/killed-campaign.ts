import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type CommandOutcome, crosstalk, repository } from "./crosstalk-command.ts";

/**
 * What a kill comes from: a worker thread, which kills the process that it is part of in the middle of a run, or another
 * process, so that any part of the campaign may be under way, its start and its end, too.
 */
export type Killer = "a worker thread" | "another process";

/** A campaign that is killed again and again, and how. */
export interface KilledCampaign {
  /** A folder of its own. */
  readonly cwd: string;
  /** What kills it, in order. */
  readonly killers: readonly Killer[];
  /** Of the moments at which it is killed. */
  readonly seed: number;
  /** Of each of its four combinations of levels. */
  readonly replications: number;
}

/** What became of it. */
export interface AfterKills {
  /** For each start that was killed, how many runs were kept before it and after it. */
  readonly kept: readonly (readonly [before: number, after: number])[];
  /** The start that was left alone. */
  readonly last: CommandOutcome;
}

/** Most real milliseconds from when as many runs are kept as were drawn until the kill: a run takes 20. */
const LONGEST_WAIT = 40;

/**
 * An experiment whose runs take 20 ms of real time each. Where a file says how many runs must be kept first and how long it
 * lasts then, one of its workers kills the whole process, as `kill -9` does, whatever the others and the main thread are at.
 */
const experiment = (shipped: string) => `import { existsSync, readdirSync, readFileSync } from "node:fs";
import { queueing } from "${shipped}";
const wait = (milliseconds) => {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
};
function world(builder, levels) {
  if (existsSync("kill.json")) {
    const { kept, wait: last } = JSON.parse(readFileSync("kill.json", "utf8"));
    if ((existsSync("killed/runs") ? readdirSync("killed/runs").length : 0) >= kept) {
      wait(last);
      process.kill(process.pid, "SIGKILL");
    }
  }
  wait(20);
  return queueing.world(builder, levels);
}
export default { ...queueing, world };
`;

/** Writes the experiment `slow.mjs` into a folder. */
export function writeSlowExperiment(cwd: string): void {
  const shipped = pathToFileURL(join(repository, "packages/experiment/dist/testing/fake-experiment.js")).href;
  writeFileSync(join(cwd, "slow.mjs"), experiment(shipped));
}

/** The files of the runs that a folder of results keeps. */
export function keptRuns(cwd: string, out: string): readonly string[] {
  const folder = join(cwd, out, "runs");
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];
}

/**
 * Starts a campaign as often as it is to be killed, kills it each time at a drawn moment, and once more leaves it alone. Once
 * all runs are kept, half of them are taken away again: each kill meets a campaign that has something to do.
 */
export async function killCampaign({ cwd, killers, seed, replications }: KilledCampaign): Promise<AfterKills> {
  const draw = drawing(seed);
  const words = ["run", "slow.mjs", "--replications", String(replications), "--jobs", "2", "--out", "killed"];
  const order = join(cwd, "kill.json");
  const total = 4 * replications;
  const kept: (readonly [number, number])[] = [];
  while (kept.length < killers.length) {
    const there = keptRuns(cwd, "killed");
    if (there.length > total - 2) for (const name of there.slice(total / 2)) rmSync(join(cwd, "killed/runs", name));
    const before = keptRuns(cwd, "killed").length;
    const fromInside = killers[kept.length] === "a worker thread";
    // Not from inside when all are kept: no worker has a run then.
    const moment = before + draw(Math.min(total - before + (fromInside ? 0 : 1), Math.ceil(total / 4)));
    const wait = draw(LONGEST_WAIT);
    if (fromInside) writeFileSync(order, JSON.stringify({ kept: moment, wait }));
    else rmSync(order, { force: true });
    const { code } = await crosstalk(
      words,
      fromInside ? { cwd } : { cwd, killWhen: afterwards(() => keptRuns(cwd, "killed").length >= moment, wait) },
    );
    // One that was through before its kill came has not been killed; the next is.
    if (code !== null && code !== 0) throw new Error(`the campaign ended by itself, with ${code}`);
    if (code === null) kept.push([before, keptRuns(cwd, "killed").length]);
  }
  rmSync(order, { force: true });
  return { kept, last: await crosstalk(words, { cwd }) };
}

/** Holds so many real milliseconds after something has begun to hold. */
function afterwards(holds: () => boolean, milliseconds: number): () => boolean {
  let since: number | undefined;
  return () => {
    if (since === undefined && holds()) since = performance.now();
    return since !== undefined && performance.now() - since >= milliseconds;
  };
}

/** Draws whole numbers from 0 on, below a bound: a linear congruential generator, for which moments need no better. */
function drawing(seed: number): (below: number) => number {
  let state = BigInt(seed);
  return (below) => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & 0xffff_ffff_ffff_ffffn;
    return Number((state >> 33n) % BigInt(Math.max(1, below)));
  };
}
