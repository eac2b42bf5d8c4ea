import { setTimeout } from "node:timers/promises";
import fc from "fast-check";
import { Campaign } from "./campaign.ts";
import { startRedis } from "./redis-server.ts";

/** What becomes of a campaign that something is killed under. */
export interface KilledCampaign {
  /** The results of a local campaign and of the one through the queue. */
  readonly tables: readonly [local: string, queued: string];
  /** The files of runs that both keep. */
  readonly kept: readonly [local: readonly string[], queued: readonly string[]];
  /** What a second campaign through the queue says, which finds all runs made. */
  readonly again: string;
  readonly codes: readonly (number | null)[];
}

/** What is killed: a worker, Redis, or the main process of the campaign. */
export type Victim = "worker" | "redis" | "campaign";

/** Runs that are kept from one kill to the next, at most. */
const BETWEEN_KILLS = 20;

/** A moment: once so many more runs are kept, and so many real milliseconds more have passed. */
const moment = fc.record({ runs: fc.integer({ min: 1, max: BETWEEN_KILLS }), more: fc.integer({ min: 0, max: 40 }) });

/**
 * Makes a campaign by three workers. One of them is killed while all are in the middle of their first runs, and then what is
 * asked for at random moments. Another worker comes for each, Redis is started again with what it has written down, and the
 * campaign by the same command.
 *
 * @param victims what is killed at random moments, in order.
 * @param seed of the moments.
 */
export async function killedCampaign(victims: readonly Victim[], seed: number): Promise<KilledCampaign> {
  const redis = await startRedis({ persistent: true });
  const campaign = new Campaign(`kills-${seed}`);
  const runs = (victims.length + 1) * BETWEEN_KILLS;
  const through = ["--queue", redis.url];
  try {
    const codes = [await campaign.run("local", runs, "--jobs", "2").ended];
    campaign.hold(true);
    const workers = [1, 2, 3].map(() => campaign.worker(redis.url));
    const start = () => campaign.run("queued", runs, ...through);
    let queued = start();
    const kill = async (victim: Victim): Promise<void> => {
      if (victim === "worker") {
        workers.shift()?.kill("SIGKILL");
        workers.push(campaign.worker(redis.url));
      } else if (victim === "campaign") {
        queued.kill("SIGKILL");
        await queued.ended;
        queued = start();
      } else {
        await redis.kill();
        await redis.restart();
      }
    };
    await Promise.all(workers.map((worker) => worker.says("making runs of slow.mjs")));
    await kill("worker");
    campaign.hold(false);
    const moments = fc.sample(moment, { seed, numRuns: victims.length });
    for (const [place, victim] of victims.entries()) {
      const { runs: after, more } = moments[place] as (typeof moments)[number];
      await Promise.race([campaign.hasKept("queued", place * BETWEEN_KILLS + after), queued.ended]);
      await setTimeout(more);
      await kill(victim);
    }
    codes.push(await queued.ended);
    const again = start();
    codes.push(await again.ended);
    return {
      tables: [campaign.table("local"), campaign.table("queued")],
      kept: [campaign.kept("local"), campaign.kept("queued")],
      again: again.said,
      codes,
    };
  } finally {
    await campaign.remove();
    await redis.remove();
  }
}
