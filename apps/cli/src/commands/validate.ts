import { Command } from "commander";
import type { RepeatedFlags } from "../repeated-options.ts";
import { validateAndReport } from "../run/validate-and-report.ts";

/** The options of `crosstalk validate`. */
export interface ValidateFlags extends RepeatedFlags {
  readonly against?: string;
  readonly jobs?: string;
  readonly runtime?: string;
  readonly json?: true;
  readonly markdown?: string;
  readonly quiet?: true;
}

/** `crosstalk validate`: published measurements beside what is simulated for them. */
export function validateCommand(): Command {
  return new Command("validate")
    .summary("compare simulations with published measurements")
    .description(
      "Runs every published measurement that the models can express, and prints it beside what is simulated: a ratio to the" +
        " baseline on the same host, or per cent, with its 95 % interval where replications differ, relative error and role.",
    )
    .option("--against <file>", "compare with the rows of this JSON file instead of the shipped ones")
    .option("--jobs <count>", "runs made at the same time (default: one for each processor)")
    .option("--runtime <name>", "what runs the statecharts: compiled (default), or reference, which is XState's interpreter")
    .option("--json", "print the comparison as JSON")
    .option("--markdown <file>", "write the page on validation to this file, too; with the shipped rows only")
    .option("--quiet", "say nothing but the comparison and what went wrong")
    .addHelpText(
      "after",
      `
A file for --against is a list of rows, each with at least
  { "id": "my-row", "platform": "xen-3.0.4", "host": "dual-xeon-2003",
    "program": "compile", "metric": "time", "value": 10.9, "unit": "s",
    "baseline": { "platform": "linux", "value": 10.2 }, "provenance": "quoted" }
and, if there are neighbours,
  "parameters": { "vms": 2, "weights": [512, 256], "antagonist": "cpu-hog" }.
With "within": true the antagonist is in the first of the vms. A baseline may be
a platform's name, if its value is a row of the list or a shipped one; with the
unit "ratio" the value is the ratio already. What can be named is told by
\`crosstalk list platforms|hosts|programs|metrics|antagonists\`. All run on one
processor of the host, and each of the vms, and the antagonist's, has as much
memory.`,
    )
    .action(validateAndReport);
}
