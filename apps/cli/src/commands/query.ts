import { Command } from "commander";
import { queryAndReport } from "../results/query-and-report.ts";

/** The options of `crosstalk query`. */
export interface QueryFlags {
  readonly json?: true;
}

/** `crosstalk query`: asks results by SQL. */
export function queryCommand(): Command {
  return new Command("query")
    .summary("ask results by SQL")
    .description(
      "Runs SQL by DuckDB over the table `results`: the results.parquet of a folder, or of each folder in it. Columns:" +
        " experiment, one for each factor (as text), replication, seed, metric, value, unit, fingerprint. Where experiments" +
        " keep time series, series.parquet is the table `series`: series, begin_ns, end_ns, mean, least, most, amount in" +
        " place of metric and value. Numbers are printed to 6 digits, in JSON to the last. DuckDB is an optional dependency.",
    )
    .argument("<sql>", "what to ask, in DuckDB's SQL")
    .argument("[folder]", "folder of results, or of folders of results", "results")
    .option("--json", "print the rows as JSON")
    .option("--quiet", "say nothing but the rows")
    .addHelpText(
      "after",
      `
Examples:
  crosstalk query "SELECT metric, avg(value) FROM results GROUP BY ALL"
  crosstalk query "DESCRIBE results" results/cpu-crosstalk`,
    )
    .action(queryAndReport);
}
