import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { planRuns, type RunOutcome } from "@crosstalk/experiment";
import {
  codeVersion,
  connectQueue,
  inProcess,
  loadExperiment,
  type Maker,
  type QueueConnection,
  type QueuedRun,
  type Refusal,
  serveQueue,
  throughQueue,
} from "@crosstalk/experiment/node";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { repository } from "./command.ts";
import { type RedisServer, startRedis } from "./redis-server.ts";

const url = pathToFileURL(join(repository, "packages/experiment/src/testing/fake-experiment.ts")).href;
const module = { url, exportName: "queueing" };
const experiment = await loadExperiment(module);
const plan = planRuns(experiment, { replications: 5 });
const maker: Maker = { code: codeVersion(url), node: process.versions.node };
const byIndex = (outcomes: readonly RunOutcome[]) => outcomes.toSorted((one, other) => one.index - other.index);
const local = byIndex(await inProcess(experiment)(plan));

let redis: RedisServer;
const connections: QueueConnection[] = [];
const ends: (() => void)[] = [];

beforeAll(async () => {
  redis = await startRedis({ persistent: false });
});
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  await Promise.all(working.splice(0));
  for (const { redis: client } of connections.splice(0)) {
    await client.flushall();
    client.disconnect();
  }
});
afterAll(() => redis.remove());

const connected = async (): Promise<QueueConnection> => {
  const connection = await connectQueue(redis.url);
  connections.push(connection);
  return connection;
};
const working: Promise<unknown>[] = [];

/** A worker in this process that makes runs in a thread; no other one would take over its runs while a test lasts. */
async function worker(onRun?: (what: "begins" | "ends", run: QueuedRun) => void) {
  const ending = new AbortController();
  const end = () => ending.abort();
  ends.push(end);
  const options = { jobs: 1, locate: () => module, lostAfter: 600_000, signal: ending.signal };
  const ended = serveQueue(await connected(), onRun === undefined ? options : { ...options, onRun });
  working.push(ended);
  return { ended, end };
}

/** A campaign in this process; gives its outcomes, and how often one was told. */
async function campaign(signal?: AbortSignal, onRefusal?: (refusal: Refusal) => void, by = maker) {
  let told = 0;
  const common = { experiment: "fake", maker: by, limits: {} };
  const executor = throughQueue(await connected(), onRefusal === undefined ? common : { ...common, onRefusal });
  const onOutcome = () => {
    told += 1;
  };
  const outcomes = await executor(plan, signal === undefined ? { onOutcome } : { onOutcome, signal });
  return { outcomes: byIndex(outcomes), told };
}

describe("a campaign through a queue", () => {
  it("has the outcomes of a local one, each told once, and leaves no run in Redis", async () => {
    await worker();
    const { outcomes, told } = await campaign();
    expect(outcomes).toEqual(local);
    expect(told).toBe(plan.runs.length);
    const client = (await connected()).redis;
    expect(
      (await client.keys("*")).filter((key) => /crosstalk-2:[0-9a-f]{8}-|campaign|:(wait|active|completed)$/.test(key)),
    ).toEqual([]);
  });

  it("goes on when Redis has been killed and has forgotten everything", async () => {
    let killed: Promise<void> | undefined;
    await worker((what) => {
      if (what === "ends") killed ??= redis.kill().then(() => redis.restart());
    });
    expect((await campaign()).outcomes).toEqual(local);
    await killed;
  });

  it("gets back at once what a worker was at when it was ended", async () => {
    const first = await worker(() => first.end());
    const going = campaign();
    expect(await first.ended).toBeUndefined();
    await worker();
    expect((await going).outcomes).toEqual(local);
  });

  it("takes its runs out of the queue when it is ended", async () => {
    const ending = new AbortController();
    const none = await campaign(AbortSignal.abort());
    expect(none).toEqual({ outcomes: [], told: 0 });
    await worker(() => ending.abort());
    const { outcomes } = await campaign(ending.signal);
    expect(outcomes.length).toBeLessThan(plan.runs.length);
    const client = (await connected()).redis;
    expect(await client.llen("bull:crosstalk-2:wait")).toBe(0);
  });
});

describe("a worker", () => {
  it.each([
    [{ ...maker, code: "other" }, `its code of fake has version ${maker.code}, the campaign's other`],
    [{ ...maker, node: "18.0.0" }, `it runs Node ${maker.node}, the campaign 18.0.0`],
  ])("whose versions are not the campaign's tells why it can't make the runs, and ends", async (by, reason) => {
    const { ended } = await worker(() => expect.unreachable("a run has begun"));
    const ending = new AbortController();
    const refusals: Refusal[] = [];
    const going = campaign(
      ending.signal,
      (refusal) => {
        refusals.push(refusal);
        ending.abort();
      },
      by,
    );
    expect(await ended).toEqual({ worker: expect.stringMatching(/, process \d+$/), reason });
    expect((await going).outcomes).toEqual([]);
    expect(refusals).toEqual([await ended]);
  });

  it("makes no runs of a campaign that is no more", async () => {
    const { redis: client, libraries } = await connected();
    const queue = new libraries.bullmq.Queue("crosstalk-2", { connection: client });
    const job = await queue.add("run", { campaign: "dead" } as unknown as QueuedRun);
    const begun: unknown[] = [];
    await worker((what) => begun.push(what));
    const { outcomes } = await campaign();
    expect(outcomes).toEqual(local);
    expect(begun).toHaveLength(2 * plan.runs.length);
    expect((await queue.getJob(job.id as string))?.returnvalue).toEqual({ abandoned: true });
    await queue.close();
  });
});

describe("connecting to a queue", () => {
  it("says that there is none, or that the password is wrong, without showing it", async () => {
    const refused = (address: string) =>
      connectQueue(address).then(
        () => "connected",
        ({ message }: Error) => message,
      );
    expect(await refused("redis://:secret@127.0.0.1:1/3")).toBe(
      "queue is redis://:***@127.0.0.1:1/3; allowed is the address of a Redis that answers: connect ECONNREFUSED 127.0.0.1:1",
    );
    expect(await refused(`redis://:secret@127.0.0.1:${redis.port}`)).toMatch(
      /^queue is redis:..:\*\*\*@127.*answers: the password or the user's name is wrong$/,
    );
    expect(await refused(`redis://127.0.0.1:${redis.port}`)).toMatch(
      /^queue is redis:..127.*answers: it wants a password, and the address has none$/,
    );
    expect(await refused("queue.example:6379")).toMatch(/^queue is queue.example:6379; allowed is redis:/);
  });
});
