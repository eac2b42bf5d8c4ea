import { type TidyRow, tidyRows } from "../report/tidy-table.ts";
import type { Results } from "../results.ts";

/**
 * All results as one tidy table in Parquet (compressed by Snappy), with the columns of `results.csv`: replication and seed
 * as whole numbers of 64 bits, value as a double, all else as text. Levels are text even where they look like numbers, so
 * that the files of all experiments can be read as one table. The same results give the same bytes.
 *
 * The library for it is loaded only here.
 */
export async function parquetTable(results: Results): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import("hyparquet-writer");
  const rows = tidyRows(results);
  const text = (name: string, of: (row: TidyRow) => string) => {
    return { name, type: "STRING" as const, nullable: false, data: rows.map(of) };
  };
  const whole = (name: string, of: (row: TidyRow) => number) => {
    return { name, type: "INT64" as const, nullable: false, data: rows.map((row) => BigInt(of(row))) };
  };
  const columnData = [
    text("experiment", ({ experiment }) => experiment),
    ...results.summary.factors.map((factor, index) => text(factor, ({ levels }) => levels[index] as string)),
    whole("replication", ({ replication }) => replication),
    whole("seed", ({ seed }) => seed),
    text("metric", ({ metric }) => metric),
    { name: "value", type: "DOUBLE" as const, nullable: false, data: rows.map(({ value }) => value) },
    text("unit", ({ unit }) => unit),
    text("fingerprint", ({ fingerprint }) => fingerprint),
  ];
  return new Uint8Array(parquetWriteBuffer({ columnData, createdBy: "crosstalk" }));
}
