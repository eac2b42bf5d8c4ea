import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { type Plan, planRuns } from "../plan.ts";
import { resolvedWorlds } from "../report/resolved-worlds.ts";
import { collectResults } from "../results.ts";
import { runExperiment } from "../run-experiment.ts";
import { delegating, failing, queueing } from "../testing/fake-experiment.ts";
import { greedy } from "../testing/greedy-experiment.ts";
import { priced } from "../testing/priced-experiment.ts";
import { unrulyWorlds } from "../testing/unruly-experiment.ts";
import { withUncertainty } from "../uncertainty/sampled-constants.ts";
import type { Executor } from "./executor.ts";
import { loadExperiment } from "./experiment-module.ts";
import { inProcess } from "./in-process.ts";
import { startThreads, workerPool } from "./worker-pool.ts";

const url = new URL("../testing/fake-experiment.ts", import.meta.url).href;
const plan = planRuns(queueing, { settings: { pace: ["usual", "half.json"] }, readJson: () => ({ factor: 0.5 }) });

async function collect(executor: Executor, of: Plan = plan) {
  return collectResults(queueing, of, await executor(of));
}

describe("executors", () => {
  it("give the same results in this thread and in workers, with a user's file too", async () => {
    const here = await collect(inProcess(queueing));
    const there = await collect(workerPool({ url, exportName: "queueing" }, 2));
    expect(there.runs).toEqual(here.runs);
    expect(there.runs).toHaveLength(32);
    expect(there.runs.filter(({ evidence }) => evidence !== undefined)).toHaveLength(16);
    const again = runExperiment(queueing, { settings: { pace: ["usual"] } });
    expect(there.runs.filter(({ levels }) => levels.pace === "usual").map(({ fingerprint }) => fingerprint)).toEqual(
      again.runs.map(({ fingerprint }) => fingerprint),
    );
  });

  it("run statecharts as the plan says, in this thread and in workers", async () => {
    const compiled = planRuns(delegating, { replications: 1 });
    const interpreted: Plan = { ...compiled, runtime: "reference" };
    for (const executor of [inProcess(delegating), workerPool({ url, exportName: "delegating" }, 1)]) {
      const [one, other] = [await executor(compiled), await executor(interpreted)];
      expect(one.map((run) => "interpreted" in run)).toEqual([false, true]);
      expect(other).toEqual(one.map((run) => ({ ...run, interpreted: undefined })));
    }
  });

  it("say of a run that failed in a worker where, when and under which seed", async () => {
    const outcomes = await workerPool({ url, exportName: "failing" }, 2)(planRuns(failing, { replications: 1, seed: 8 }));
    const { failures } = collectResults(failing, planRuns(failing, { replications: 1, seed: 8 }), outcomes);
    expect(failures).toMatchObject([{ index: 2, failure: { code: "UNHANDLED_EVENT", at: 7, path: "shop/clerk", seed: 8 } }]);
  });

  it.each([
    ["this thread", inProcess(queueing)],
    ["workers", workerPool({ url, exportName: "queueing" }, 2)],
  ])("keep what is finished when stopped in %s", async (_, executor) => {
    const stop = new AbortController();
    const outcomes = await executor(plan, { signal: stop.signal, onOutcome: () => stop.abort() });
    expect(outcomes.length).toBeGreaterThan(0);
    expect(outcomes.length).toBeLessThan(plan.runs.length);
  });
});

describe("what worlds are built from", () => {
  it("is told by a thread as in this one", async () => {
    const few = planRuns(queueing, { replications: 2, filter: "shop=corner*" });
    const threads = startThreads({ url, exportName: "queueing" }, 1);
    const told = await threads.worlds(few).finally(() => threads.close());
    expect(told).toEqual(resolvedWorlds(queueing, few));
    expect(told.worlds).toHaveLength(2);
  });

  it("is told with the constants' own values where they were sampled", async () => {
    const uncertain = withUncertainty(priced, 4, 1);
    const sampled = planRuns(uncertain);
    const url = new URL("../testing/priced-experiment.ts", import.meta.url).href;
    const threads = startThreads({ url, exportName: "priced" }, 1);
    const told = await threads.worlds(sampled).finally(() => threads.close());
    expect(told).toEqual(resolvedWorlds(uncertain, sampled));
    expect(told.worlds.map(({ levels }) => levels)).toEqual([{ traps: "1" }, { traps: "10" }]);
  });

  it("leaves this thread alone, whatever a world's code does", async () => {
    const plan = planRuns(unrulyWorlds);
    const url = new URL("../testing/unruly-experiment.ts", import.meta.url).href;
    const threads = startThreads({ url, exportName: "unrulyWorlds" }, 1);
    const asked = threads.worlds({ ...plan, runs: plan.runs.filter(({ levels }) => levels.habit === "rejects") });
    await expect(asked.finally(() => threads.close())).rejects.toThrow("nobody handles it");
  });
});

it("telling what worlds are built from can be given up", async () => {
  const threads = startThreads(
    { url: new URL("../testing/greedy-experiment.ts", import.meta.url).href, exportName: "greedy" },
    1,
  );
  const endless = planRuns(greedy, { filter: "customers=4 && shop=market*" });
  await expect(threads.worlds(endless, AbortSignal.timeout(1500)).finally(() => threads.close())).rejects.toThrow("aborted");
});

it("workers listen to a signal no longer than they run, so that many pools can take the same", async () => {
  const { signal } = new AbortController();
  await workerPool({ url, exportName: "failing" }, 1)(planRuns(failing, { replications: 1 }), { signal });
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

describe("loadExperiment", () => {
  it("says what is missing", async () => {
    await expect(loadExperiment({ url, exportName: "default" })).rejects.toThrow(
      /the default export of .* is missing; allowed is what/,
    );
    await expect(loadExperiment({ url, exportName: "nothing" })).rejects.toThrow("the export nothing of");
  });
});
