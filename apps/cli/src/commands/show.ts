import { Command } from "commander";
import { addExperimentOptions, type ExperimentFlags, planFor } from "../experiment-options.ts";
import { printPlan } from "../run/print-plan.ts";

async function show(called: string, flags: ExperimentFlags & { readonly json?: true }): Promise<void> {
  await printPlan(await planFor(called, flags), flags);
}

/** `crosstalk show`: what would run. */
export function showCommand(): Command {
  const command = new Command("show")
    .summary("show what an experiment would run")
    .argument("<experiment>", "name of an experiment, or path of a TypeScript, YAML or JSON file that has one");
  return addExperimentOptions(command)
    .option("--json", "as JSON")
    .option("--quiet", "say nothing but what would run")
    .action(show);
}
