import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ms } from "@crosstalk/engine";
import { afterAll, describe, expect, it } from "vitest";
import { parseStoredRuns } from "./comparison/stored-runs.ts";
import { inProcess } from "./executors/in-process.ts";
import { resuming } from "./executors/resuming.ts";
import { defineExperiment } from "./experiment.ts";
import { type FinishedRun, hasFailed } from "./outcome.ts";
import { planRuns } from "./plan.ts";
import { manifestOf } from "./report/manifest.ts";
import { omnetppVectors } from "./report/omnetpp-vectors.ts";
import { collectResults } from "./results.ts";
import { runExperiment } from "./run-experiment.ts";
import { readSeries } from "./stores/read-series.ts";
import { storeResults } from "./stores/results-store.ts";
import { RunStore } from "./stores/run-store.ts";
import type { SeriesOf } from "./stores/series-table.ts";
import { timed } from "./testing/queue-experiment.ts";

const folder = mkdtempSync(join(tmpdir(), "crosstalk-series-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const context = {
  module: "timed.ts",
  command: "crosstalk run timed.ts",
  status: "complete" as const,
  versions: { crosstalk: "0.1.0" },
  date: "2026-01-01T00:00:00.000Z",
  wallSeconds: 1,
  jobs: 1,
};

describe("an experiment's time series", () => {
  const results = runExperiment(timed);

  it("are taken of each run, in bounded memory, without stretches in which nothing is known", () => {
    const [idle, busy] = results.runs;
    expect(Object.keys(idle?.series ?? {})).toEqual(["left"]);
    expect(busy?.series?.left?.map(({ from, mean }) => [from / ms(1), mean])).toEqual([
      [0, 3.5],
      [2, 2.5],
      [4, 2],
      [6, 1],
      [8, 1],
      [10, 0],
    ]);
    expect(busy?.series?.took?.map(({ from, to, mean, weight }) => [from / ms(1), to / ms(1), mean / ms(1), weight])).toEqual([
      [0, 2, 1, 1],
      [2, 4, 2, 1],
      [6, 8, 3, 1],
      [10, 12, 4, 1],
    ]);
    expect(results.problems).toEqual([]);
  });

  it("stand in a table of their own, from which they are read back to the last bit", async () => {
    const stored = await storeResults(join(folder, "out"), results, context);
    expect(stored.series).toBe(join(folder, "out", "series.parquet"));
    const read = await readSeries(join(folder, "out"), ["jobs"]);
    expect(read.map(({ levels, seed, name, unit }) => [levels.jobs, seed, name, unit])).toEqual([
      ["0", 1, "left", "jobs"],
      ["4", 1, "left", "jobs"],
      ["4", 1, "took", "ns"],
      ["0", 2, "left", "jobs"],
      ["4", 2, "left", "jobs"],
      ["4", 2, "took", "ns"],
    ]);
    expect(read[2]?.points).toEqual(results.runs[1]?.series?.took);
    const manifest = readFileSync(stored.manifest, "utf8");
    expect(JSON.parse(manifest).series).toEqual({ left: { unit: "jobs", about: "jobs that are left" }, took: { unit: "ns" } });
    expect(JSON.parse(manifest).runs[0]).not.toHaveProperty("series");
    expect(await readSeries(folder, [])).toEqual([]);
  });

  it("are exported as vectors of OMNeT++, a line for each point", async () => {
    const runs = parseStoredRuns(JSON.parse(JSON.stringify(manifestOf(results, context))));
    await storeResults(join(folder, "vec"), results, context);
    const lines = omnetppVectors(runs, await readSeries(join(folder, "vec"), ["jobs"])).split("\n");
    expect(lines[0]).toBe("version 2");
    expect(lines.filter((line) => line.startsWith("run "))).toHaveLength(4);
    expect(lines.filter((line) => line.startsWith("vector "))).toEqual([
      "vector 0 timed left TV",
      "vector 1 timed left TV",
      "vector 2 timed took TV",
      "vector 3 timed left TV",
      "vector 4 timed left TV",
      "vector 5 timed took TV",
    ]);
    expect(lines[lines.indexOf("vector 2 timed took TV") + 1]).toBe("attr unit ns");
    expect(lines).toContain("2\t0.006\t3000000");
  });

  it("are kept with their run, not held, and read from there when they are written, to the same bytes", async () => {
    const store = () => new RunStore(join(folder, "runs"), timed, { url: import.meta.url, exportName: "timed" });
    const plan = planRuns(timed);
    const made = await resuming(inProcess(timed), store())(plan);
    expect(readdirSync(join(folder, "runs"))).toHaveLength(4);
    const again = await resuming(() => expect.fail("all were made"), store())(plan);
    expect(collectResults(timed, plan, again).runs).toEqual(collectResults(timed, plan, made).runs);
    expect([...made, ...again].filter((run) => "series" in run)).toEqual([]);
    const of = store();
    const written = async (name: string, ...more: [seriesOf?: SeriesOf]) => {
      const { series = "" } = await storeResults(join(folder, name), results, context, undefined, ...more);
      return readFileSync(series);
    };
    const read = (run: FinishedRun) => of.seriesOf(plan, { ...run, series: undefined } as unknown as FinishedRun);
    expect(await written("read", read)).toEqual(await written("held"));
    rmSync(join(folder, "runs"), { recursive: true });
    await expect(written("gone", read)).rejects.toThrow(/runs.*json is gone, with the time series of run 1; the same command/);
    expect(existsSync(join(folder, "gone"))).toBe(false);
  });

  it("fail the run that they can't be taken of, and need names that are no columns", () => {
    const definition = {
      ...timed,
      series: {
        left: {
          unit: "1",
          of: () => {
            throw new Error("no series");
          },
        },
      },
    };
    const { failures } = runExperiment(defineExperiment(definition as never), { replications: 1 });
    expect(failures.map((each) => hasFailed(each) && each.failure.message)).toEqual([
      expect.stringContaining("no series"),
      expect.stringContaining("no series"),
    ]);
    expect(() => defineExperiment({ ...definition, factors: { begin_ns: [1] } } as never)).toThrow(
      'the name of a factor is "begin_ns"',
    );
    expect(() => defineExperiment({ ...definition, series: { "1st": definition.series.left } } as never)).toThrow(
      "the name of a series",
    );
  });
});
