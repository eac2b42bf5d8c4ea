import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadDuckDb } from "./results/duckdb.ts";
import { queryTables } from "./results/query-tables.ts";
import { crosstalk, repository, temporaryFolder } from "./testing/crosstalk-command.ts";

interface Cell {
  readonly cell_type: "code" | "markdown";
  readonly id: string;
  readonly source: readonly string[];
}

const notebook = JSON.parse(readFileSync(join(repository, "docs/results.ipynb"), "utf8"));
const cells: readonly Cell[] = notebook.cells;
const sourceOf = (id: string) => (cells.find((cell) => cell.id === id) ?? expect.fail(`there is no cell ${id}`)).source.join("");

const cwd = temporaryFolder();
beforeAll(async () => {
  const url = (name: string) => pathToFileURL(join(repository, `packages/experiment/dist/testing/${name}.js`)).href;
  writeFileSync(join(cwd, "timed.mjs"), `export { timed as default } from "${url("queue-experiment")}";\n`);
  expect(await crosstalk(["run", "timed.mjs", "--jobs", "1", "--quiet"], { cwd })).toMatchObject({ code: 0, stderr: "" });
  const words = [
    "run",
    "cpu-crosstalk",
    "--set",
    "hogs=0",
    "--set",
    "platform=linux",
    "--replications",
    "2",
    "--jobs",
    "1",
    "--quiet",
  ];
  expect(await crosstalk(words, { cwd })).toMatchObject({ code: 0, stderr: "" });
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

describe("the notebook that reads results", () => {
  it("is a notebook of format 4.5: cells with different names, code without outputs", () => {
    expect(notebook).toMatchObject({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec: { name: "python3" } } });
    expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
    for (const cell of cells) {
      expect(cell.id).toMatch(/^[\w-]{1,64}$/);
      expect(cell.source.slice(0, -1).every((line) => line.endsWith("\n"))).toBe(true);
      if (cell.cell_type === "code") expect(cell).toMatchObject({ outputs: [], execution_count: null, metadata: {} });
    }
  });

  it("reads results in three lines", () => {
    expect(sourceOf("pandas").split("\n")).toHaveLength(3);
  });

  it("asks for files and columns that there are", async () => {
    const [, sql = expect.fail()] = /"""\n([\s\S]*)"""/.exec(sourceOf("duckdb")) ?? [];
    const files = (name: string) => [join(cwd, "results/cpu-crosstalk", name)];
    const db = await loadDuckDb();
    const all = await queryTables(db, {}, sql.replace("'results/", `'${cwd}/results/`));
    expect(all.columns).toEqual(["experiment", "metric", "unit", "n", "mean", "half_width"]);
    expect(all.rows).toContainEqual(["timed", "jobs", "1", 4, 2, expect.any(Number)]);
    const described = "SELECT count(value) FROM results WHERE metric = 'slowdown' GROUP BY platform, hogs";
    expect((await queryTables(db, { results: files("results.parquet") }, described)).rows).toEqual([[2]]);
  });
});

describe("time series of a campaign", () => {
  it("are asked by SQL as the table series", async () => {
    const sql = "SELECT series, jobs, count(*) AS points, max(most) AS most FROM series WHERE seed = 1 GROUP BY ALL ORDER BY ALL";
    const { stdout, code } = await crosstalk(["query", sql, "--json"], { cwd });
    expect([JSON.parse(stdout), code]).toEqual([
      [
        { series: "left", jobs: "0", points: 6, most: 0 },
        { series: "left", jobs: "4", points: 6, most: 4 },
        { series: "took", jobs: "4", points: 4, most: 4_000_000 },
      ],
      0,
    ]);
  });

  it("are exported beside the scalars", async () => {
    const words = ["export", "results/timed", "--format", "omnetpp", "--out", "all.sca", "--json", "--quiet"];
    const { stdout, code } = await crosstalk(words, { cwd });
    expect([JSON.parse(stdout).files, code]).toEqual([["all.sca", "all.vec"], 0]);
    expect(readFileSync(join(cwd, "all.vec"), "utf8")).toContain("\nvector 2 timed took TV\nattr unit ns\n");
  });
});
