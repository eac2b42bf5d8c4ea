import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { StoredSeries } from "../comparison/stored-series.ts";
import type { RunSeriesPoint } from "../run-series.ts";
import { kindOf } from "./folders.ts";

/**
 * Reads the time series in a folder of results, from its `series.parquet`; none if there is no such file. The library for it
 * is loaded only here.
 *
 * @param factors the experiment's factors, which are columns there.
 */
export async function readSeries(folder: string, factors: readonly string[]): Promise<readonly StoredSeries[]> {
  const path = join(folder, "series.parquet");
  if (kindOf(path) !== "file") return [];
  const { parquetReadObjects } = await import("hyparquet");
  const bytes = readFileSync(path);
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const series = new Map<string, StoredSeries & { readonly points: RunSeriesPoint[] }>();
  for (const row of await parquetReadObjects({ file })) {
    const levels = Object.fromEntries(factors.map((factor) => [factor, String(row[factor])]));
    const key = JSON.stringify([levels, String(row.seed), row.series]);
    let of = series.get(key);
    if (of === undefined) {
      const { fingerprint, unit, series: name } = row as Record<string, string>;
      of = {
        levels,
        seed: Number(row.seed),
        fingerprint: String(fingerprint),
        name: String(name),
        unit: String(unit),
        points: [],
      };
      series.set(key, of);
    }
    const { mean, least, most, amount } = row as Record<string, number>;
    of.points.push({
      from: Number(row.begin_ns),
      to: Number(row.end_ns),
      mean: Number(mean),
      least: Number(least),
      most: Number(most),
      weight: Number(amount),
    });
  }
  return [...series.values()];
}
