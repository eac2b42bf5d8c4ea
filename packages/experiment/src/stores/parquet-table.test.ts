import { parquetMetadata, parquetReadObjects, parquetSchema } from "hyparquet";
import { describe, expect, it } from "vitest";
import { tidyTable } from "../report/tidy-table.ts";
import { runExperiment } from "../run-experiment.ts";
import { queueing } from "../testing/fake-experiment.ts";
import { parquetTable } from "./parquet-table.ts";

const bufferOf = (bytes: Uint8Array) => bytes.slice().buffer as ArrayBuffer;

describe("parquetTable", () => {
  const results = runExperiment(queueing, { replications: 2, seed: 9_000_000_000_000_000 });

  it("has the rows of the table of comma-separated values, to the last bit", async () => {
    const rows = await parquetReadObjects({ file: bufferOf(await parquetTable(results)) });
    const [header, ...lines] = tidyTable(results).trimEnd().split("\n");
    expect(Object.keys(rows[0] ?? {}).join(",")).toBe(header);
    expect(rows.map((row) => Object.values(row).join(","))).toEqual(lines);
    expect(rows[0]).toMatchObject({ experiment: "queueing", customers: "1", replication: 1n, seed: 9_000_000_000_000_000n });
    expect(rows[0]?.value).toBe(results.runs[0]?.values.total);
  });

  it("has the same bytes each time", async () => {
    expect(await parquetTable(results)).toEqual(await parquetTable(results));
  });

  it("has its columns even where there is no row", async () => {
    const file = bufferOf(await parquetTable({ ...results, runs: [] }));
    const columns = parquetSchema(parquetMetadata(file)).children.map(({ element }) => `${element.name} ${element.type}`);
    expect(columns).toContain("value DOUBLE");
    expect(columns).toHaveLength(10);
    expect(await parquetReadObjects({ file })).toEqual([]);
  });

  it("holds more rows than fit into one group", async () => {
    const [run] = results.runs;
    const runs = Array.from({ length: 2000 }, (_, index) => ({ ...(run ?? expect.fail()), replication: index + 1 }));
    const rows = await parquetReadObjects({ file: bufferOf(await parquetTable({ ...results, runs })) });
    expect(rows).toHaveLength(2000 * Object.keys(run?.values ?? {}).length);
    expect(rows.at(-1)?.replication).toBe(2000n);
  });
});
