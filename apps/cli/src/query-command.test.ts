import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadDuckDb } from "./results/duckdb.ts";
import { crosstalk, repository, temporaryFolder } from "./testing/crosstalk-command.ts";

const cwd = temporaryFolder();
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const shipped = pathToFileURL(join(repository, "packages/experiment/dist/testing/fake-experiment.js")).href;
const odd = "the first [1]'s";

beforeAll(async () => {
  writeFileSync(join(cwd, "queueing.mjs"), `export { queueing as default } from "${shipped}";\n`);
  const words = ["run", "queueing.mjs", "--replications", "3", "--jobs", "1", "--quiet", "--out", `results/${odd}`];
  expect((await crosstalk(words, { cwd })).code).toBe(0);
  cpSync(join(cwd, "results", odd), join(cwd, "results/second"), { recursive: true });
  mkdirSync(join(cwd, "results/empty"));
});

describe.concurrent("crosstalk query", () => {
  it("asks the results of all folders in a folder, the usual one if none is named", async () => {
    const sql = "SELECT shop, count(*) AS runs, avg(value) AS mean FROM results WHERE metric = 'slowdown' GROUP BY 1 ORDER BY 1";
    const { stdout, stderr, code } = await crosstalk(["query", sql], { cwd });
    expect([stderr, code]).toEqual(["", 0]);
    expect(stdout).toMatch(/^shop +runs +mean\nCorner Shop +12 +\d\.\d{1,5}\nMarket 2\.0 +12 +\d\.\d{1,5}\n$/);
  });

  it("prints rows as JSON, whole numbers as numbers, from one folder whatever its name", async () => {
    const sql = "SELECT count(*) AS numbers, max(seed) AS seed, any_value(customers) AS customers FROM results";
    const { stdout, code } = await crosstalk(["query", sql, `results/${odd}`, "--json", "--quiet"], { cwd });
    expect([JSON.parse(stdout), code]).toEqual([[{ numbers: 30, seed: 3, customers: expect.any(String) }], 0]);
  });

  it("fits 80 columns by tables one below the other", async () => {
    const { stdout } = await crosstalk(["query", "SELECT * FROM results LIMIT 2", "results/second"], { cwd });
    const [first, second] = stdout.split("\n\n");
    expect(first).toMatch(/^row +experiment +shop /);
    expect(second).toMatch(/^row .*fingerprint\n +1 /);
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  it.each([
    [["query", "SELCT 1"], "DuckDB refuses: Parser Error: syntax error at or near"],
    [["query", "SELECT colour FROM results"], 'Referenced column "colour" not found'],
    [["query", " "], "sql is empty; allowed is a statement such as SELECT * FROM results"],
    [["query", "SELECT 1", "nowhere"], "folder is nowhere; allowed is a folder of results, or of such folders: it can't be read"],
    [["query", "SELECT 1", "results/empty"], "there is no results.parquet in it, and none in any folder in it"],
  ])("refuses %j", async (words, says) => {
    const { stdout, stderr, code } = await crosstalk(words, { cwd });
    expect([stdout, code]).toEqual(["", 2]);
    expect(stderr).toContain(says);
    expect(stderr).not.toContain("    at ");
  });
});

describe("loadDuckDb", () => {
  it("says how to get it where it is missing", async () => {
    const { optionalDependencies } = JSON.parse(readFileSync(join(repository, "apps/cli/package.json"), "utf8"));
    const missing = () => Promise.reject(new Error("Cannot find package '@duckdb/node-api'\nwith more below"));
    await expect(loadDuckDb(missing)).rejects.toMatchObject({
      name: "UsageError",
      problems: [
        "query needs DuckDB, which can't be loaded: Cannot find package '@duckdb/node-api'",
        expect.stringContaining(`npm install @duckdb/node-api@${optionalDependencies["@duckdb/node-api"]};`),
      ],
    });
  });
});
