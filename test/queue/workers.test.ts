import { afterAll, beforeAll, expect, it } from "vitest";
import { Campaign } from "./campaign.ts";
import { type RedisServer, startRedis } from "./redis-server.ts";

let redis: RedisServer;
const [one, two] = [new Campaign("one"), new Campaign("two", "another version of the same experiment")];
beforeAll(async () => {
  redis = await startRedis({ persistent: false });
});
afterAll(async () => {
  await Promise.all([one.remove(), two.remove()]);
  await redis.remove();
});

it("a worker with other code is refused, told so by both commands, and Ctrl-C ends a worker and a campaign cleanly", async () => {
  const campaign = one.run("out", 8, "--queue", redis.url);
  const other = two.worker(redis.url);
  expect(await other.ended).toBe(2);
  const reason = /can't make .* runs: its code of slow\.mjs has version [0-9a-f]{32}, the campaign's [0-9a-f]{32}$/m;
  expect(other.said).toMatch(reason);
  await campaign.says("can't make these runs");
  expect(campaign.said).toMatch(reason);
  one.hold(true);
  const worker = one.worker(redis.url);
  await worker.says("making runs of slow.mjs");
  worker.kill("SIGINT");
  expect(await worker.ended).toBe(130);
  expect(worker.said).toMatch(/\nmade 0 runs\n$/);
  campaign.kill("SIGINT");
  expect(await campaign.ended).toBe(130);
  expect(campaign.said).toContain("0 of 8 runs\nthe same command makes the rest");
  expect(campaign.said).not.toContain("secret");
  expect(one.exists("out")).toBe(false);
});
