import { Command } from "commander";
import { addExperimentOptions } from "../experiment-options.ts";
import type { RunFlags } from "../run/run-flags.ts";

/** Loads what runs only when something is to be run, so that the command itself starts quickly. */
async function run(called: string, flags: RunFlags): Promise<void> {
  const { runAndReport } = await import("../run/run-and-report.ts");
  await runAndReport(called, flags);
}

/** `crosstalk run`: makes the runs of an experiment, in parallel, and reports. */
export function runCommand(): Command {
  const command = new Command("run")
    .summary("run an experiment")
    .argument("<experiment>", "name of an experiment, or path of a TypeScript, YAML or JSON file that has one");
  return addExperimentOptions(command)
    .option("--jobs <count>", "runs made at the same time (default: one for each processor)")
    .option("--queue <address>", "have the runs made by `crosstalk worker` processes at this Redis, such as redis://host:6379")
    .option("--precision <share>", "10 replications or more, until intervals are within e.g. 5%; --replications is the most")
    .option("--time-limit <time>", "most real time that a run may take, such as 90s or 5min; one that takes more has failed")
    .option("--memory-limit <size>", "most memory of a run's heap, such as 512MiB; one that needs more has failed")
    .option("--out <folder>", "where to write the results (default: results/EXPERIMENT)")
    .option("--dry-run", "print what would be run, as `show` does, and run nothing")
    .option("--fresh", "make all runs, also those made before, and replace what OUT has of another experiment")
    .option("--json", "print the results as JSON instead of a table")
    .option("--quiet", "say nothing but the results and what went wrong")
    .addHelpText(
      "after",
      `
Each run is kept in OUT/runs as soon as it ends: after Ctrl-C or a crash, and
with more replications or other levels, the same command makes only those that
are missing, that failed, or whose parameters, seed or code have changed.
Results of another experiment are not replaced, nor those of several runs by
those of --only.

Examples:
  crosstalk run cpu-crosstalk
  crosstalk run cpu-crosstalk --set hogs=0,4 --set platform=xen-4.2 --jobs 2
  crosstalk run cpu-crosstalk --filter 'platform=xen* && hogs>1' --dry-run
  crosstalk run cpu-crosstalk --sweep hogs=0,3,6
  crosstalk run cpu-crosstalk --set profile=./my-recording.json
  crosstalk run cpu-crosstalk --precision 5%
  crosstalk run cpu-crosstalk --queue redis://:password@queue.example:6379
  crosstalk run ./my-experiment.ts --json
  crosstalk run my-experiment.yaml`,
    )
    .action(run);
}
