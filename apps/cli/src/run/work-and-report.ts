import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { UsageProblem } from "@crosstalk/experiment";
import { counted } from "@crosstalk/experiment/counted";
import type { ExperimentModule } from "@crosstalk/experiment/node";
import { catalogue } from "../catalogue.ts";
import type { WorkerFlags } from "../commands/worker.ts";
import { UsageError } from "../errors.ts";
import { descriptionMaker, isDescription, isPath } from "../find-experiment.ts";
import { INTERRUPTED, stopOnInterrupt } from "./interruption.ts";
import { libraries } from "./libraries.ts";
import { narrate } from "./narrate.ts";
import { MOST_JOBS } from "./run-flags.ts";

/** Shortest and longest real milliseconds of silence after which a worker may count as lost. */
const [LEAST_SILENCE, MOST_SILENCE] = [1000, 600_000];

/** Makes runs of campaigns from a queue until Ctrl-C, and sets the exit code. */
export async function workAndReport(flags: WorkerFlags): Promise<void> {
  const [experiments, { connectQueue, processorsToUse, queueProblems, realMilliseconds, serveQueue }] = await libraries();
  const { describeProblem, wholeNumber, wholeNumberProblems } = experiments;
  const { queue, jobs = processorsToUse(), lostAfter } = flags;
  const silence = realMilliseconds(lostAfter);
  const problems: UsageProblem[] = [
    ...queueProblems(queue),
    ...wholeNumberProblems("jobs", jobs, 1, MOST_JOBS),
    ...(silence >= LEAST_SILENCE && silence <= MOST_SILENCE
      ? []
      : [{ field: "lost after", value: lostAfter || "empty", allowed: "a time from 1 s to 10 min, such as 20 s" }]),
  ];
  const wrong = [...(flags.repeated ?? []), ...problems.map(describeProblem)];
  if (wrong.length > 0) throw new UsageError(wrong);
  const connection = await connectQueue(queue, (text) => narrate(flags, `${text}\n`));
  const { signal } = stopOnInterrupt();
  let [made, latest] = [0, ""];
  narrate(flags, `worker at ${connection.shown}, ${counted(wholeNumber(jobs), "run")} at a time; Ctrl-C ends it\n`);
  const refusal = await serveQueue(connection, {
    jobs: wholeNumber(jobs),
    locate,
    lostAfter: silence,
    signal,
    onRun(what, { experiment }) {
      if (experiment !== latest) narrate(flags, `making runs of ${experiment}\n`);
      latest = experiment;
      if (what === "ends") made += 1;
    },
  }).finally(() => connection.redis.disconnect());
  narrate(flags, `made ${counted(made, "run")}\n`);
  if (refusal !== undefined) throw new UsageError(`this worker can't make the campaign's runs: ${refusal.reason}`);
  process.exitCode = INTERRUPTED;
}

/** Where an experiment is from, without loading it: its code is compared first. */
function locate(called: string): ExperimentModule {
  const entry = catalogue.find(({ name }) => name === called);
  if (entry !== undefined) return { url: entry.url(), exportName: "default" };
  if (isDescription(called)) return descriptionMaker();
  if (isPath(called)) return { url: pathToFileURL(resolve(called)).href, exportName: "default" };
  throw new Error("there is none of that name");
}
