import { Command, Option } from "commander";
import type { RepeatedFlags } from "../repeated-options.ts";
import { exportResults } from "../results/export-results.ts";

/** The forms in which results can be exported. */
export const EXPORT_FORMATS = ["omnetpp"] as const;

/** The options of `crosstalk export`. */
export interface ExportFlags extends RepeatedFlags {
  readonly format: (typeof EXPORT_FORMATS)[number];
  readonly out?: string;
  readonly json?: true;
  readonly quiet?: true;
}

/** `crosstalk export`: results in the form of another program. */
export function exportCommand(): Command {
  return new Command("export")
    .summary("write results in the form of another program")
    .description(
      "Writes a folder of results as a scalar file of OMNeT++ (.sca), and its time series, if there are some, as a vector" +
        " file (.vec) beside it, which its Analysis Tool and opp_scavetool read.",
    )
    .argument("<folder>", "folder of results, such as results/cpu-crosstalk")
    .addOption(new Option("--format <format>", "the form to write").choices(EXPORT_FORMATS).makeOptionMandatory())
    .option("--out <file>", "where to write it (default: results.sca in the folder)")
    .option("--json", "print what was written as JSON")
    .option("--quiet", "say nothing but what went wrong")
    .action(exportResults);
}
