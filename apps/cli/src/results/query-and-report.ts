import type { QueryFlags } from "../commands/query.ts";
import { UsageError } from "../errors.ts";
import { answerText } from "./answer-text.ts";
import { loadDuckDb } from "./duckdb.ts";
import { parquetFiles, seriesFiles } from "./parquet-files.ts";
import { queryTables } from "./query-tables.ts";

/** Asks results by SQL, and prints the answer. */
export async function queryAndReport(sql: string, folder: string, { json }: QueryFlags): Promise<void> {
  const files = parquetFiles(folder);
  if (sql.trim() === "") throw new UsageError("sql is empty; allowed is a statement such as SELECT * FROM results");
  const answer = await queryTables(await loadDuckDb(), { results: files, series: seriesFiles(files) }, sql);
  if (json) {
    const rows = answer.rows.map((row) => Object.fromEntries(answer.columns.map((name, index) => [name, row[index]])));
    process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
    return;
  }
  process.stdout.write(await answerText(answer));
}
