import { UsageError } from "../errors.ts";
import type { DuckDb } from "./duckdb.ts";

/** A value in an answer; what is no number, text or truth value is a JSON value. `null` where there is none. */
export type QueryValue = unknown;

/** What a query gave. */
export interface QueryAnswer {
  /** Names, made different where they were the same. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly QueryValue[])[];
}

/**
 * Runs SQL over tables, each of which is Parquet files together; one without files is not there. Columns that some files lack are null for their rows.
 * DuckDB is kept from fetching extensions of itself over the network.
 *
 * @throws {UsageError} with what DuckDB has to say, if it refuses.
 */
export async function queryTables(
  { DuckDBInstance }: DuckDb,
  tables: Readonly<Record<string, readonly string[]>>,
  sql: string,
): Promise<QueryAnswer> {
  const offline = { autoinstall_known_extensions: "false", autoload_known_extensions: "false" };
  const instance = await DuckDBInstance.create(":memory:", offline);
  const connection = await instance.connect();
  try {
    for (const [name, files] of Object.entries(tables)) {
      if (files.length === 0) continue;
      const list = files.map((file) => `'${withoutWildcards(file).replaceAll("'", "''")}'`).join(", ");
      await connection.run(`CREATE VIEW ${name} AS SELECT * FROM read_parquet([${list}], union_by_name = true)`);
    }
    const reader = await connection.runAndReadAll(sql);
    const plain = reader.getRowsJS();
    const rows = reader.getRowsJson().map((row, index) => row.map((json, column) => exactValue(plain[index]?.[column], json)));
    return { columns: reader.deduplicatedColumnNames(), rows };
  } catch (error) {
    const lines = (error as Error).message.split("\n").filter((line) => line.trim() !== "");
    throw new UsageError(lines.map((line, index) => (index === 0 ? `DuckDB refuses: ${line}` : line)));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Whole numbers as numbers where these are exact, else as text. */
function exactValue(plain: unknown, json: QueryValue): QueryValue {
  if (typeof plain === "bigint") return Number.isSafeInteger(Number(plain)) ? Number(plain) : String(plain);
  return typeof plain === "number" ? plain : json;
}

/** A path in which no character stands for others. */
function withoutWildcards(path: string): string {
  return path.replace(/[*?[]/g, (character) => `[${character}]`);
}
