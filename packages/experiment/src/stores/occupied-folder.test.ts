import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runExperiment } from "../run-experiment.ts";
import { failing, queueing } from "../testing/fake-experiment.ts";
import { occupiedFolderProblems } from "./occupied-folder.ts";
import { storeResults } from "./results-store.ts";

const context = { module: "m", command: "c", status: "complete" as const, versions: {}, date: "d", wallSeconds: 0, jobs: 1 };
const coming = { experiment: "queueing", alone: false, fresh: false };

const folder = mkdtempSync(join(tmpdir(), "crosstalk-occupied-"));
const [many, one] = [join(folder, "many"), join(folder, "one")];
beforeAll(async () => {
  await storeResults(many, runExperiment(queueing, { replications: 1 }), context);
  await storeResults(one, runExperiment(queueing, { only: 3 }), context);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("a folder with results", () => {
  it("takes those of the same experiment", () => {
    expect(occupiedFolderProblems("out", many, coming)).toEqual([]);
  });

  it("takes those of another one only if the user says so", () => {
    const other = { ...coming, experiment: "other" };
    expect(occupiedFolderProblems("out", many, other)).toEqual([
      {
        field: "out",
        value: many,
        reason: "results of the experiment queueing are there; name another folder, or replace them by --fresh",
      },
    ]);
    expect(occupiedFolderProblems("out", many, { ...other, fresh: true })).toEqual([]);
  });

  it("takes those of a single run only if it has no more", () => {
    expect(occupiedFolderProblems("out", many, { ...coming, alone: true, fresh: true })).toMatchObject([
      { reason: "results of 4 runs are there, which a single one would replace; name another folder" },
    ]);
    expect(occupiedFolderProblems("out", one, { ...coming, alone: true })).toEqual([]);
  });

  it("takes any if its results can't be read, or there are none", () => {
    const broken = mkdtempSync(join(folder, "broken-"));
    writeFileSync(join(broken, "run.json"), "{");
    for (const path of [broken, join(folder, "none"), ""]) expect(occupiedFolderProblems("out", path, coming)).toEqual([]);
  });

  it("has nothing of earlier results that later ones have not, and all else that was there", async () => {
    for (const name of ["series.parquet", "results.sca", "results.vec", "mine.txt"]) writeFileSync(join(many, name), "old");
    await storeResults(many, runExperiment(failing, { replications: 1 }), context);
    expect(readdirSync(many).sort()).toEqual(["mine.txt", "report.html", "results.csv", "results.parquet", "run.json"]);
    expect(readFileSync(join(many, "mine.txt"), "utf8")).toBe("old");
  });
});
