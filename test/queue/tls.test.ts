import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Campaign } from "./campaign.ts";
import { missingForTls } from "./certificate.ts";
import { type RedisServer, startRedis } from "./redis-server.ts";

const missing = missingForTls();
let redis: RedisServer;
let trusting: Campaign;
let distrusting: Campaign;
beforeAll(async () => {
  if (missing !== undefined) return;
  redis = await startRedis({ persistent: false, tls: true });
  trusting = new Campaign("trusting", "one", redis.certificate);
  distrusting = new Campaign("distrusting");
});
afterAll(async () => {
  if (missing !== undefined) return;
  await Promise.all([trusting.remove(), distrusting.remove()]);
  await redis.remove();
});

describe("a queue behind a password and TLS", () => {
  it("serves a campaign and its workers, whose results are those of a local one, byte for byte", async ({ skip }) => {
    skip(missing !== undefined, missing);
    const worker = trusting.worker(redis.url);
    const [local, queued] = [trusting.run("local", 8, "--jobs", "1"), trusting.run("queued", 8, "--queue", redis.url)];
    expect([await local.ended, await queued.ended]).toEqual([0, 0]);
    worker.kill("SIGINT");
    expect(await worker.ended).toBe(130);
    expect(worker.said).toContain("made 8 runs");
    expect(trusting.table("queued")).toBe(trusting.table("local"));
    expect(trusting.kept("queued")).toEqual(trusting.kept("local"));
  }, 300_000);

  it("is refused where its certificate is not trusted, and by who speaks no TLS or has another password", async ({ skip }) => {
    skip(missing !== undefined, missing);
    const plain = redis.url.replace("rediss:", "redis:");
    const other = redis.url.replace(/:[^:@]*@/, ":other@");
    const refused = [distrusting.run("out", 4, "--queue", redis.url), trusting.run("out", 4, "--queue", plain)];
    const wrong = trusting.run("out", 4, "--queue", other);
    for (const command of [...refused, wrong]) {
      expect(await command.ended).toBe(2);
      expect(command.said).toMatch(/^crosstalk: queue is rediss?:\/\/:\*\*\*@127\.0\.0\.1:\d+; allowed is the address of/m);
    }
    expect(refused[0]?.said).toContain("self-signed certificate; NODE_EXTRA_CA_CERTS names a file with what else is trusted");
    expect(wrong.said).toContain("the password or the user's name is wrong");
    expect(distrusting.exists("out")).toBe(false);
  }, 300_000);
});
