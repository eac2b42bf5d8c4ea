import { Command } from "commander";
import { addExperimentOptions } from "../experiment-options.ts";
import type { TraceFlags } from "../trace/trace-flags.ts";

/** Loads what runs only when something is to be run, so that the command itself starts quickly. */
async function trace(called: string, flags: TraceFlags): Promise<void> {
  const { traceAndReport } = await import("../trace/trace-and-report.ts");
  await traceAndReport(called, flags);
}

/** `crosstalk trace`: one run as timelines. */
export function traceCommand(): Command {
  const command = new Command("trace")
    .summary("record one run as timelines for Perfetto")
    .description(
      "Makes one run, the first of those that the options ask for, and writes a trace that https://ui.perfetto.dev opens:" +
        " a track for each actor with the states it is in, messages as arrows from sender to taker, and counters.",
    )
    .argument("<experiment>", "name of an experiment, or path of a TypeScript, YAML or JSON file that has one");
  return addExperimentOptions(command)
    .option("--from <time>", "record from this virtual time on, such as 2ms (default: the start)")
    .option("--to <time>", "record up to this virtual time (default: the end of the run)")
    .option("--actors <paths>", "record only these actors; * stands for any characters, as in 'xen/*' (repeatable)", append, [])
    .option(
      "--counter <field>",
      "draw this field of actors' contexts, such as queues; of a list its length (repeatable)",
      append,
      [],
    )
    .option("--most <events>", "refuse a trace of more events than this (default: 1000000)")
    .option("--out <file>", "where to write it (default: results/EXPERIMENT/run-N/trace.pftrace)")
    .option("--json", "print where the trace is, its events and the run's fingerprint as JSON")
    .option("--quiet", "say nothing but what went wrong")
    .addHelpText(
      "after",
      `
The run is the same as without a trace; its fingerprint is printed.

Examples:
  crosstalk trace cpu-crosstalk --only 3
  crosstalk trace cpu-crosstalk --from 10ms --to 20ms --actors 'host/*'`,
    )
    .action(trace);
}

function append(value: string, before: readonly string[]): readonly string[] {
  return [...before, ...value.split(",")];
}
