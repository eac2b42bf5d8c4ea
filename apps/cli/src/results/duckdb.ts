import { UsageError } from "../errors.ts";

/** The part of DuckDB's library for Node that we use. */
export type DuckDb = Pick<typeof import("@duckdb/node-api"), "DuckDBInstance">;

/** The version that Crosstalk is tested with. */
const VERSION = "1.5.6-r.1";

/**
 * Loads DuckDB, which is an optional dependency: 70 MB that only queries need.
 *
 * @throws {UsageError} if it is missing, or there is none for this machine; says how to get it.
 */
export async function loadDuckDb(load: () => Promise<DuckDb> = () => import("@duckdb/node-api")): Promise<DuckDb> {
  try {
    return await load();
  } catch (error) {
    const [reason] = (error as Error).message.split("\n");
    throw new UsageError([
      `query needs DuckDB, which can't be loaded: ${reason}`,
      `to install it: npm install @duckdb/node-api@${VERSION}; results.parquet and results.csv can be read without`,
    ]);
  }
}
