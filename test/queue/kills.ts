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

/** Runs that are kept from one kill to the next, at most. */
const BETWEEN_KILLS = 20;

/** A moment: once so many more runs are kept, and so many real milliseconds more have passed. */
const moment = fc.record({ runs: fc.integer({ min: 1, max: BETWEEN_KILLS }), more: fc.integer({ min: 0, max: 40 }) });

/**
 * Makes a campaign by three workers, and kills a worker, which another one replaces, or Redis, which is started again, at
 * random moments.
 *
 * @param kills how often.
 * @param seed of the moments.
 */
export async function killedCampaign(what: "worker" | "redis", kills: number, seed: number): Promise<KilledCampaign> {
  const redis = await startRedis({ persistent: true });
  const campaign = new Campaign(`kills-${what}-${seed}`);
  const runs = (kills + 1) * BETWEEN_KILLS;
  try {
    const local = campaign.run("local", runs, "--jobs", "1");
    const codes = [await local.ended];
    const workers = [1, 2, 3].map(() => campaign.worker(redis.url));
    const queued = campaign.run("queued", runs, "--queue", redis.url);
    const moments = fc.sample(moment, { seed, numRuns: kills });
    for (const [kill, { runs: after, more }] of moments.entries()) {
      await Promise.race([campaign.hasKept("queued", kill * BETWEEN_KILLS + after), queued.ended]);
      await setTimeout(more);
      if (what === "redis") {
        await redis.kill();
        await redis.restart();
      } else {
        const [oldest] = workers.splice(0, 1);
        oldest?.kill("SIGKILL");
        workers.push(campaign.worker(redis.url));
      }
    }
    codes.push(await queued.ended);
    const again = campaign.run("queued", runs, "--queue", redis.url);
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
