import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  CONSTANTS,
  collectResults,
  hasFailed,
  manifestOf,
  planRuns,
  type RunOutcome,
  tidyTable,
  withUncertainty,
} from "@crosstalk/experiment";
import {
  codeVersion,
  connectQueue,
  loadExperiment,
  type QueueConnection,
  sampleFinder,
  serveQueue,
  throughQueue,
  uncertainPool,
} from "@crosstalk/experiment/node";
import { afterAll, beforeAll, expect, it } from "vitest";
import { repository } from "./command.ts";
import { type RedisServer, startRedis } from "./redis-server.ts";

const url = pathToFileURL(join(repository, "packages/experiment/src/testing/priced-experiment.ts")).href;
const module = { url, exportName: "priced" };
const experiment = withUncertainty(await loadExperiment(module), 4, 1);
const plan = planRuns(experiment, { seed: 5 });

let redis: RedisServer;
const connections: QueueConnection[] = [];
const connected = async (): Promise<QueueConnection> => {
  const connection = await connectQueue(redis.url);
  connections.push(connection);
  return connection;
};

beforeAll(async () => {
  redis = await startRedis({ persistent: false });
});
afterAll(async () => {
  for (const connection of connections) connection.redis.disconnect();
  await redis.remove();
});

/** What is written of outcomes: the table, and what `run.json` tells, but for when and how the runs were made. */
function written(outcomes: readonly RunOutcome[]): string {
  const results = collectResults(experiment, plan, outcomes);
  const context = { module: "", command: "", status: "complete", versions: {}, date: "", wallSeconds: 1 } as const;
  return `${tidyTable(results)}${JSON.stringify(manifestOf(results, context))}`;
}

it("a campaign with samples of constants has the results of a local one, byte for byte, whichever worker makes a run", async () => {
  const ending = new AbortController();
  const made: [number, number] = [0, 0];
  const serve = async (worker: 0 | 1) =>
    serveQueue(await connected(), {
      jobs: 1,
      locate: () => module,
      lostAfter: 600_000,
      signal: ending.signal,
      onRun: (what) => {
        if (what === "ends") made[worker] += 1;
      },
    });
  const working = [serve(0), serve(1)];
  const executor = throughQueue(await connected(), {
    experiment: "priced",
    maker: { code: codeVersion(url), node: process.versions.node },
    limits: {},
    sampleOf: sampleFinder(experiment),
  });
  const [outcomes, local] = await Promise.all([executor(plan), uncertainPool(experiment, module, 1)(plan)]);
  ending.abort();
  await Promise.all(working);
  expect(made[0] + made[1]).toBe(plan.runs.length);
  expect(outcomes.filter(hasFailed)).toEqual([]);
  expect(new Set(outcomes.map(({ levels }) => levels[CONSTANTS]))).toEqual(
    new Set(["sample-1", "sample-2", "sample-3", "sample-4"]),
  );
  expect(written(outcomes)).toBe(written(local));
});
