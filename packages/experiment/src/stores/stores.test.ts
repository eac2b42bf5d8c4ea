import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RunContext } from "../report/manifest.ts";
import { runExperiment } from "../run-experiment.ts";
import { queueing } from "../testing/fake-experiment.ts";
import { outputFileProblems, outputFolderProblems } from "./output-problems.ts";
import { resultFiles, storeResults } from "./results-store.ts";
import { writeWhole } from "./write-whole.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "crosstalk-stores-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const context: RunContext = {
  module: "./queueing.ts",
  command: "crosstalk run ./queueing.ts",
  status: "complete",
  versions: { crosstalk: "0.1.0", node: "24" },
  date: "2026-01-01T00:00:00.000Z",
  wallSeconds: 1.5,
  jobs: 2,
};

describe("storeResults", () => {
  it("writes the table, the manifest, the figure and a page", async () => {
    const results = runExperiment(queueing, { settings: { pace: ["usual", "slow"] } });
    const stored = await storeResults(join(folder, "a", "b"), results, context);
    expect(readdirSync(join(folder, "a", "b")).sort()).toEqual([
      "figure.svg",
      "report.html",
      "results.csv",
      "results.parquet",
      "run.json",
    ]);
    expect(readFileSync(stored.table, "utf8").split("\n")).toHaveLength(1 + 16 + 32 + 32 + 1);
    const manifest = JSON.parse(readFileSync(stored.manifest, "utf8"));
    expect(manifest).toMatchObject({
      format: "crosstalk-run",
      status: "complete",
      parameters: {
        factors: {
          pace: [
            { name: "usual", value: 1 },
            { name: "slow", value: 2 },
          ],
        },
        replications: 4,
        seed: 1,
        runtime: "compiled",
      },
      versions: { node: "24" },
    });
    expect(manifest.runs).toHaveLength(32);
    expect(manifest.runs[0]).toMatchObject({ index: 1, seed: 1, fingerprint: results.runs[0]?.fingerprint });
    expect(manifest.summary[0].estimates.total.n).toBe(4);
  });

  it("writes what an experiment tells of its results as a page", async () => {
    const results = runExperiment(queueing, { replications: 1 });
    const told = { title: "What came of it", text: "", sections: [] };
    const { report } = await storeResults(folder, results, context, told);
    expect(report).toBe(join(folder, "report.html"));
    expect(readFileSync(report, "utf8")).toMatch(/<title>What came of it<\/title>[\s\S]*crosstalk run \.\/queueing\.ts/);
  });

  it("draws series that differ in shape and dash besides colour, a panel for each other factor, without a browser", async () => {
    const results = runExperiment(queueing, { settings: { pace: ["usual", "slow"] } });
    const { figure } = await storeResults(folder, results, context);
    const svg = readFileSync(figure as string, "utf8");
    expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    for (const text of ["Corner Shop", "Market 2.0", "pace = usual", "pace = slow", "customers", "slowdown"]) {
      expect(svg).toContain(`>${text}<`);
    }
    expect(svg).toContain('stroke-dasharray="8,3"');
    expect(svg).toContain("#D55E00");
    expect(svg).not.toMatch(/NaN|undefined/);
  });
});

describe("writeWhole", () => {
  it("leaves nothing behind when it fails, and nothing half-written", () => {
    mkdirSync(join(folder, "taken", "figure.svg"), { recursive: true });
    expect(() => writeWhole(join(folder, "taken"), { "results.csv": "a", "figure.svg": "b" })).toThrow("figure.svg is a folder");
    expect(readdirSync(join(folder, "taken"))).toEqual(["figure.svg"]);
    writeFileSync(join(folder, "file"), "");
    expect(() => writeWhole(join(folder, "file", "new"), { "results.csv": "a" })).toThrow();
    expect(readdirSync(folder).sort()).toEqual(["file", "taken"]);
  });

  it("replaces what was there, and removes what it is told to", () => {
    writeWhole(folder, { "run.json": "1", "figure.svg": "1", "notes.txt": "1" });
    writeWhole(folder, { "run.json": "2" }, ["figure.svg", "series.parquet"]);
    expect(readFileSync(join(folder, "run.json"), "utf8")).toBe("2");
    expect(readdirSync(folder).sort()).toEqual(["notes.txt", "run.json"]);
  });
});

describe("outputFolderProblems", () => {
  const problemsOf = (path: string) => outputFolderProblems("out", path, resultFiles);

  it("accepts a folder that is there, and one that can be made, and leaves nothing behind", () => {
    writeFileSync(join(folder, "results.csv"), "");
    expect(problemsOf(folder)).toEqual([]);
    expect(problemsOf(join(folder, "new", "er"))).toEqual([]);
    expect(readdirSync(folder)).toEqual(["results.csv"]);
  });

  it("refuses a path that is a file, lies below one, or leads nowhere", () => {
    writeFileSync(join(folder, "file"), "");
    for (const path of ["file", "file/below", "file/far/below"]) {
      const [problem] = problemsOf(join(folder, path));
      expect(problem).toMatchObject({ field: "out", reason: expect.stringContaining("file is not a folder") });
    }
    symlinkSync(join(folder, "nowhere"), join(folder, "link"));
    expect(problemsOf(join(folder, "link/below"))).toMatchObject([{ reason: expect.stringMatching(/link can't be made/) }]);
    expect(problemsOf("")).toEqual([{ field: "out", value: "empty", allowed: "a folder that can be written to" }]);
    expect(readdirSync(folder).sort()).toEqual(["file", "link"]);
  });

  it("refuses a folder in which one of the files is a folder", () => {
    mkdirSync(join(folder, "figure.svg"));
    expect(problemsOf(folder)).toMatchObject([{ reason: `${join(folder, "figure.svg")} is a folder` }]);
  });

  it("refuses names that are too long, and removes what it made", () => {
    const path = join(folder, "new", "x".repeat(300));
    expect(problemsOf(path)).toMatchObject([{ reason: expect.stringContaining("(ENAMETOOLONG)") }]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.skipIf(process.platform !== "linux").each(["/proc/foo", "/proc/foo/bar", "/sys/foo"])("refuses %s at once", (path) => {
    const first = path.split("/").slice(0, 3).join("/");
    expect(problemsOf(path)).toMatchObject([{ reason: expect.stringContaining(`the folder ${first} can't be made (`) }]);
  });
});

describe("outputFileProblems", () => {
  it("accepts a file that is there, and one that can be made", () => {
    writeFileSync(join(folder, "a.json"), "");
    expect(["a.json", "b.json", "new/c.json"].flatMap((name) => outputFileProblems("out", join(folder, name)))).toEqual([]);
    expect(readdirSync(folder)).toEqual(["a.json"]);
  });

  it("refuses a folder, a device, and a name that is too long", () => {
    const reasonOf = (path: string) => outputFileProblems("out", path)[0]?.reason;
    expect(reasonOf(folder)).toBe(`${folder} is a folder`);
    expect(reasonOf(`${folder}/new/`)).toBe("it ends as a folder does");
    expect(reasonOf("-")).toBe("it is no file, and stdout is not written to");
    expect(reasonOf("/dev/null")).toBe("/dev/null is not a regular file");
    expect(reasonOf(join(folder, "x".repeat(300)))).toContain("(ENAMETOOLONG)");
    expect(outputFileProblems("out", "")).toMatchObject([{ value: "empty" }]);
  });
});
