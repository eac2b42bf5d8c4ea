import { Command } from "commander";
import { compareAndReport } from "../results/compare-and-report.ts";

/** The options of `crosstalk compare`. */
export interface CompareFlags {
  readonly measure: readonly string[];
  readonly json?: true;
}

/** `crosstalk compare`: what differs between two folders of results. */
export function compareCommand(): Command {
  return new Command("compare")
    .summary("compare two folders of results, run by run")
    .description(
      "Pairs the runs of two folders of results by their factor levels and seed, and prints by how much B differs from A:" +
        " mean differences and ratios with their 95 % confidence intervals, by paired replications. Runs without a" +
        " counterpart are named, and play no part.",
    )
    .argument("<a>", "folder of results, such as results/cpu-crosstalk")
    .argument("<b>", "folder of results of the same experiment, changed")
    .option("--measure <name>", "compare only this measure (repeatable)", append, [])
    .option("--json", "print the comparison as JSON")
    .option("--quiet", "say nothing but the comparison")
    .addHelpText(
      "after",
      `
Example:
  crosstalk run ./my-experiment.ts --out before
  (change the model)
  crosstalk run ./my-experiment.ts --out after
  crosstalk compare before after`,
    )
    .action(compareAndReport);
}

function append(measure: string, before: readonly string[]): string[] {
  return [...before, measure];
}
