import { randomUUID } from "node:crypto";
import type { ConstantSample } from "@crosstalk/metrics";
import type { Job, Queue } from "bullmq";
import type { RunOutcome } from "../../outcome.ts";
import type { Plan, PlannedRun } from "../../plan.ts";
import type { Executor } from "../executor.ts";
import type { ExperimentModule } from "../experiment-module.ts";
import { plannedTask } from "../planned-task.ts";
import type { RunLimits } from "../run-limits.ts";
import { runsBySample } from "../sampled-runs.ts";
import type { WorkerAnswer } from "../worker-task.ts";
import { atMost, type QueueConnection } from "./queue-connection.ts";
import { type Maker, QUEUE_NAME, type QueuedAnswer, type QueuedRun, type Refusal, signOfLife } from "./queued-run.ts";
import { Wakening } from "./wakening.ts";

/** What all runs of a campaign have in common, with the content of the file that describes the experiment, if one does. */
export interface QueuedCampaign extends Pick<ExperimentModule, "content" | "identity"> {
  /** The experiment as the user called it, by which workers find it. */
  readonly experiment: string;
  readonly maker: Maker;
  readonly limits: RunLimits;
  /** The values of constants under which a run is made; undefined: those of their sources. None by default. */
  readonly sampleOf?: (run: PlannedRun) => ConstantSample | undefined;
  /** Is told of workers that can't make the runs. */
  readonly onRefusal?: (refusal: Refusal) => void;
}

/** Most runs that wait in Redis at the same time, so that its memory doesn't grow with the campaign. */
const MOST_QUEUED = 1000;

/** Real milliseconds between two looks after runs of which nothing was heard, and for which a sign of life counts. */
const [PATROL, LIFE] = [2000, 20_000];

/** Real seconds that an answer is kept which nobody takes. */
const KEPT = 3600;

/** Most failures of Redis one after another; what it does not answer at all is waited for. */
const MOST_FAILURES = 10;

/** Real milliseconds that Redis has for cleaning up. */
const CLEANING = 2000;

/**
 * Has runs made by workers on any machines that take them from the same queue. Which one makes a run, and how often it is
 * lost before, has no influence on its result.
 *
 * Each run's first answer counts, later ones are not looked at. Answers are told by Redis as they come; beside that, runs
 * are looked after at intervals: what Redis has forgotten is put into the queue again. Runs with samples of constants are
 * put into it sample by sample, since threads serve one sample each.
 */
export function throughQueue(connection: QueueConnection, campaign: QueuedCampaign): Executor {
  return async (plan, { onOutcome, retain, signal } = {}) => {
    const { redis, libraries } = connection;
    const { Queue, QueueEvents } = libraries.bullmq;
    const listening = redis.duplicate({ lazyConnect: false });
    listening.on("error", () => undefined); // it connects again by itself
    const queue: Queue<QueuedRun, QueuedAnswer> = new Queue(QUEUE_NAME, {
      connection: redis,
      streams: { events: { maxLen: MOST_QUEUED } },
    });
    // From the latest event on, so that none is missed while listening begins.
    const [latestEvent] = await redis.xrevrange(queue.toKey("events"), "+", "-", "COUNT", 1);
    const events = new QueueEvents(QUEUE_NAME, { connection: listening, lastEventId: latestEvent?.[0] ?? "0-0" });
    queue.on("error", () => undefined); // what was asked is asked again
    events.on("error", () => undefined);
    const id = randomUUID();
    const wakening = new Wakening(signal);
    const outcomes: RunOutcome[] = [];
    const queued = new Map<string, PlannedRun>();
    const unqueued = runsBySample(plan.runs).flat().values();

    const settle = (jobId: string, answer: WorkerAnswer): void => {
      const run = queued.get(jobId);
      if (run === undefined || signal?.aborted) return;
      queued.delete(jobId);
      const outcome = "result" in answer ? { ...run, ...answer.result } : { ...run, failure: answer.failure };
      outcomes.push(retain?.(outcome) ?? outcome);
      onOutcome?.(outcome);
      queue.remove(jobId).catch(() => undefined); // else it is removed when it is old
      if (queued.size <= MOST_QUEUED / 2) wakening.wake();
    };
    events.on("completed", ({ jobId, returnvalue }) => {
      const answer = returnvalue as unknown as QueuedAnswer;
      if (!("abandoned" in answer)) settle(jobId, answer);
    });
    events.on("failed", ({ jobId, failedReason }) => {
      const run = queued.get(jobId);
      if (run !== undefined) settle(jobId, givenUp(failedReason, run));
    });
    events.on("progress", ({ jobId, data }) => {
      if (queued.has(jobId)) campaign.onRefusal?.(data as unknown as Refusal);
    });

    const put = (jobs: readonly (readonly [string, PlannedRun])[]) =>
      queue.addBulk(
        jobs.map(([jobId, run]) => ({
          name: "run",
          data: queuedRun(id, campaign, plan, run),
          opts: { jobId, removeOnComplete: { age: KEPT }, removeOnFail: { age: KEPT } },
        })),
      );
    const fill = async (): Promise<void> => {
      const more: [string, PlannedRun][] = [];
      while (queued.size < MOST_QUEUED) {
        const { value: run, done } = unqueued.next();
        if (done) break;
        const jobId = `${id}-${run.index}`;
        queued.set(jobId, run);
        more.push([jobId, run]);
      }
      if (more.length > 0) await put(more);
    };
    const lookAfter = async ([jobId, run]: readonly [string, PlannedRun]): Promise<void> => {
      const job = (await queue.getJob(jobId)) as Job<QueuedRun, QueuedAnswer> | undefined;
      if (!queued.has(jobId)) return;
      if (job === undefined) await put([[jobId, run]]);
      else if (job.failedReason) settle(jobId, givenUp(job.failedReason, run));
      else if (job.finishedOn === undefined) return;
      else if ("abandoned" in job.returnvalue) {
        await job.remove();
        await put([[jobId, run]]);
      } else settle(jobId, job.returnvalue);
    };
    const patrol = async (): Promise<void> => {
      await Promise.all([...queued].map(lookAfter));
    };
    let latest: Promise<unknown> = events.waitUntilReady();
    const step = (work: Promise<unknown>): Promise<void> => {
      latest = work;
      return wakening.orEnd(work);
    };
    try {
      await step(latest);
      let woken = true;
      for (let failures = 0; !signal?.aborted; ) {
        try {
          await step(redis.set(signOfLife(id), "1", "PX", LIFE));
          if (!woken) await step(patrol());
          if (!signal?.aborted) await step(fill());
          failures = 0;
        } catch (error) {
          // Such as of a transaction that Redis ended amid. The next patrol puts into the queue what is missing there.
          failures += 1;
          if (failures === MOST_FAILURES) throw error;
        }
        if (queued.size === 0) break;
        woken = await wakening.within(PATROL);
      }
    } finally {
      wakening.close();
      await atMost(CLEANING, latest); // so that nothing is put into the queue any more
      // A run under way can't be removed: its answer is, when it is old.
      const removals = [...queued.keys()].map((jobId) => queue.remove(jobId));
      await atMost(CLEANING, Promise.allSettled([redis.del(signOfLife(id)), ...removals]));
      await atMost(CLEANING, Promise.all([events.close(), queue.close()]));
      listening.disconnect();
    }
    return outcomes;
  };
}

function queuedRun(id: string, { onRefusal, sampleOf, ...campaign }: QueuedCampaign, plan: Plan, run: PlannedRun): QueuedRun {
  const constants = sampleOf?.(run);
  return { campaign: id, ...campaign, task: { ...plannedTask(plan, run), ...(constants === undefined ? {} : { constants }) } };
}

/** BullMQ gives a run up when worker after worker was lost while making it. */
function givenUp(reason: string, { seed }: PlannedRun): WorkerAnswer {
  return { failure: { message: `the queue has given it up: ${reason}`, code: "WORKER_DIED", seed } };
}
