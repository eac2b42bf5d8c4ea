import { Command } from "commander";
import type { importAndReport } from "../import/import-and-report.ts";

/** Loads what imports only when something is to be imported. */
async function run(...words: Parameters<typeof importAndReport>): Promise<void> {
  const { importAndReport } = await import("../import/import-and-report.ts");
  await importAndReport(...words);
}

/** `crosstalk import`: reads a trace or a tool's output from the real world. */
export function importCommand(): Command {
  return new Command("import")
    .summary("read a trace or a tool's output, and sum it up")
    .argument("<format>", "what the file is; `crosstalk list importers` tells the formats")
    .argument("<file>", "the file, not compressed")
    .option("--json", "print the values as JSON instead of a summary")
    .option("--quiet", "say nothing but the summary or the values, nor which broken lines are left out")
    .option("--skip-broken", "leave broken lines out, instead of refusing the file")
    .addHelpText(
      "after",
      `
Examples:
  crosstalk import planetlab samples/planetlab.txt
  crosstalk import strace-summary calls.txt --json
  zcat vmtable.csv.gz | crosstalk import azure-vms /dev/stdin --skip-broken`,
    )
    .allowExcessArguments(false)
    .action(run);
}
