import { Command } from "commander";
import type { RepeatedFlags } from "../repeated-options.ts";

/** The options of `crosstalk worker`. */
export interface WorkerFlags extends RepeatedFlags {
  readonly queue: string;
  readonly jobs?: string;
  readonly lostAfter: string;
  readonly quiet?: true;
}

/** Loads what runs only when something is to be run, so that the command itself starts quickly. */
async function work(flags: WorkerFlags): Promise<void> {
  const { workAndReport } = await import("../run/work-and-report.ts");
  await workAndReport(flags);
}

/** `crosstalk worker`: makes runs of campaigns that were started elsewhere. */
export function workerCommand(): Command {
  return new Command("worker")
    .summary("make runs for campaigns started elsewhere by `run --queue`")
    .description(
      "Takes runs from a queue in Redis and gives their results back, until Ctrl-C, which gives back the runs under way." +
        " Its code and its version of Node must be those of the campaign; else it says so and ends.",
    )
    .requiredOption("--queue <address>", "the Redis, such as redis://host:6379, or rediss://:password@host:6380 for TLS")
    .option("--jobs <count>", "runs made at the same time (default: one for each processor)")
    .option("--lost-after <time>", "silence of a worker after which others take over its runs; the same for all workers", "20s")
    .option("--quiet", "say nothing but what went wrong")
    .addHelpText(
      "after",
      `
Examples:
  crosstalk worker --queue redis://localhost:6379
  crosstalk worker --queue rediss://:password@queue.example:6380 --jobs 4`,
    )
    .action(work);
}
