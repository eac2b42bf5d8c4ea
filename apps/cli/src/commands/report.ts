import { Command } from "commander";
import type { RepeatedFlags } from "../repeated-options.ts";
import { writeReport } from "../results/write-report.ts";

/** The options of `crosstalk report`. */
export interface ReportFlags extends RepeatedFlags {
  readonly out?: string;
  readonly json?: true;
  readonly quiet?: true;
}

/** `crosstalk report`: results as a page. */
export function reportCommand(): Command {
  return new Command("report")
    .summary("make a page of results")
    .description(
      "Makes one HTML file of a folder of results, without running anything again: summary, figures with intervals, tables" +
        " that sort, parameters, provenance, and how to replay. It opens from disk, and needs no network. `crosstalk run`" +
        " makes it, too.",
    )
    .argument("<folder>", "folder of results, such as results/cpu-crosstalk")
    .option("--out <file>", "where to write it (default: report.html in the folder)")
    .option("--json", "print where the page is, and of how many runs, as JSON")
    .option("--quiet", "say nothing but what went wrong")
    .action(writeReport);
}
