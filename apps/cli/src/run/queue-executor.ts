import type { Executor, ExperimentModule, QueueConnection } from "@crosstalk/experiment/node";
import { commandText } from "../command-text.ts";
import type { FoundExperiment } from "../find-experiment.ts";
import { libraries } from "./libraries.ts";
import { narrate } from "./narrate.ts";
import type { RunFlags } from "./run-flags.ts";

/** Connects to the queue that the user names, if any, and says how to start workers. */
export async function queueFor({ queue, quiet }: RunFlags): Promise<QueueConnection | undefined> {
  if (queue === undefined) return undefined;
  const [, { connectQueue }] = await libraries();
  return connectQueue(queue, (text) => narrate({ ...(quiet === undefined ? {} : { quiet }) }, `${text}\n`));
}

/**
 * Makes runs through a queue. Workers that can't make them are told of, also if the user wants quiet: nothing else says why
 * the campaign doesn't go on.
 *
 * @param code of the experiment, if it is known already.
 */
export async function queueExecutor(
  connection: QueueConnection,
  { called, source, experiment }: FoundExperiment,
  flags: RunFlags,
  code?: string,
): Promise<Executor> {
  const [, { moduleVersion, runLimits, sampleFinder, throughQueue }] = await libraries();
  narrate(flags, `waiting for workers: ${commandText(["worker", "--queue", connection.shown])}\n`);
  return throughQueue(connection, {
    experiment: called,
    ...contentOf(source),
    maker: { code: code ?? moduleVersion(source), node: process.versions.node },
    limits: runLimits(flags),
    sampleOf: sampleFinder(experiment),
    onRefusal: ({ worker, reason }) => process.stderr.write(`a worker (${worker}) can't make these runs: ${reason}\n`),
  });
}

/** What of a module workers can't find themselves: the content of the user's file, if that is what describes the experiment. */
function contentOf({ content, identity }: ExperimentModule): Pick<ExperimentModule, "content" | "identity"> {
  return { ...(content !== undefined && { content }), ...(identity !== undefined && { identity }) };
}
