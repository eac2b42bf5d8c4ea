import { Command } from "commander";
import { addExperimentOptions, type ExperimentFlags, planFor } from "../experiment-options.ts";

async function show(called: string, flags: ExperimentFlags & { readonly json?: true }): Promise<void> {
  const { found, plan } = await planFor(called, flags);
  const { planText } = await import("@crosstalk/experiment");
  const { experiment } = found;
  const { name, about } = experiment;
  process.stdout.write(flags.json ? `${JSON.stringify({ name, about, ...plan }, null, 2)}\n` : planText(experiment, plan));
}

/** `crosstalk show`: what would run. */
export function showCommand(): Command {
  const command = new Command("show")
    .summary("show what an experiment would run")
    .argument("<experiment>", "name of an experiment, or path of a file whose default export is one");
  return addExperimentOptions(command).option("--json", "as JSON").action(show);
}
