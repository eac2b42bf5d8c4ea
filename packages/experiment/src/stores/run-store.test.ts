import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ExecutionOptions } from "../executors/executor.ts";
import { inProcess } from "../executors/in-process.ts";
import { resuming } from "../executors/resuming.ts";
import type { RunOutcome } from "../outcome.ts";
import { type Plan, type PlanRequest, planRuns } from "../plan.ts";
import { collectResults } from "../results.ts";
import { runExperiment } from "../run-experiment.ts";
import { failing, queueing } from "../testing/fake-experiment.ts";
import { codeVersion } from "./code-version.ts";
import { moduleGraph } from "./module-graph.ts";
import { RunStore } from "./run-store.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "crosstalk-runs-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const url = new URL("../testing/fake-experiment.ts", import.meta.url).href;
const runs = () => join(folder, "runs");

/** Runs a plan with the store of the folder; tells what came, and the numbers of the runs that had to be made. */
async function campaign(request: PlanRequest, experiment = queueing, options: ExecutionOptions = {}) {
  const made: number[] = [];
  const store = new RunStore(runs(), experiment, { url, exportName: experiment.name });
  const execute = resuming(inProcess(experiment), store);
  const plan: Plan = planRuns(experiment, request);
  const onOutcome = (outcome: RunOutcome) => {
    made.push(outcome.index);
    options.onOutcome?.(outcome);
  };
  const outcomes = await execute(plan, { ...options, onOutcome });
  return { made, store, results: collectResults(experiment, plan, outcomes) };
}

/** The result in a run's file. */
type Kept = Readonly<Record<string, unknown>> & { readonly values: object };

describe("runs that are kept", () => {
  it("are made once, and what is found is what was made", async () => {
    const first = await campaign({ replications: 2 });
    expect(first.made).toHaveLength(8);
    expect(readdirSync(runs())).toHaveLength(8);
    const again = await campaign({ replications: 2 });
    expect(again.made).toEqual([]);
    expect(again.results.runs).toEqual(first.results.runs);
    expect(again.results.runs).toEqual(runExperiment(queueing, { replications: 2 }).runs);
  });

  it("are made where the plan has more: other seeds, levels, and contents of a user's file", async () => {
    await campaign({ replications: 2 });
    expect((await campaign({ replications: 3, seed: 2 })).made).toEqual([5, 6, 7, 8, 9, 10, 11, 12]);
    const file = (factor: number) => ({ settings: { pace: ["a.json", "usual"] }, replications: 1, readJson: () => ({ factor }) });
    expect((await campaign(file(0.5))).made).toHaveLength(4);
    expect((await campaign(file(0.5))).made).toHaveLength(0);
    expect((await campaign(file(0.25))).made).toHaveLength(4);
  });

  it("are those that ended, where a campaign was stopped", async () => {
    const stop = new AbortController();
    const { made } = await campaign({}, queueing, {
      signal: stop.signal,
      onOutcome: ({ index }) => index === 3 && stop.abort(),
    });
    expect(made).toEqual([1, 2, 3]);
    expect((await campaign({})).made).toEqual(Array.from({ length: 13 }, (_, index) => index + 4));
  });

  it("hold the error of one that failed, which is made again", async () => {
    await campaign({ replications: 1 }, failing);
    const texts = readdirSync(runs()).map((name) => readFileSync(join(runs(), name), "utf8"));
    expect(texts.filter((text) => text.includes('"failure":{') && text.includes("UNHANDLED_EVENT"))).toHaveLength(1);
    expect((await campaign({ replications: 1 }, failing)).made).toEqual([2]);
  });

  it("are made again if their file is broken or is another's", async () => {
    await campaign({ replications: 1 });
    const [one, two, three = ""] = readdirSync(runs()).map((name) => join(runs(), name));
    writeFileSync(one as string, '{"format":"crosstalk-outcome","ver');
    writeFileSync(two as string, readFileSync(three));
    expect((await campaign({ replications: 1 })).made).toHaveLength(2);
  });

  it.each([
    ["a value", (result: Kept) => ({ ...result, values: { ...result.values, total: null } })],
    ["the end", (result: Kept) => ({ ...result, end: null })],
    ["all values", ({ values: _, ...result }: Kept) => result],
    ["all", () => null],
  ])("are made again if their file lacks what was removed by hand: %s", async (_, change) => {
    const first = await campaign({ replications: 1 });
    const [path = ""] = readdirSync(runs()).map((name) => join(runs(), name));
    const kept = JSON.parse(readFileSync(path, "utf8"));
    writeFileSync(path, JSON.stringify({ ...kept, result: change(kept.result) }));
    const again = await campaign({ replications: 1 });
    expect(again.made).toHaveLength(1);
    expect(again.results.runs).toEqual(first.results.runs);
  });

  it("leave the campaign going on where they can't be written, which says so", async () => {
    writeFileSync(runs(), "");
    const { made, store } = await campaign({ replications: 1 });
    expect(made).toHaveLength(4);
    expect(store.problem).toContain("runs is not a folder");
  });
});

describe("the version of the code", () => {
  const write = (files: Record<string, string>) => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(folder, name, ".."), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return pathToFileURL(join(folder, "main.ts")).href;
  };
  const files = {
    "main.ts":
      'import { a } from "./a.js";\nimport "made";\nexport const load = () => import("./b");\n' +
      `export const data = (name) => new URL(\`./data/\${name}.json\`, import.meta.url);`,
    "a.ts": 'export * from "./c.ts";',
    "b.ts": "export {};",
    "c.ts": 'export const a = new URL("./one.txt", import.meta.url);',
    "one.txt": "1",
    "unused.ts": "export {};",
    "data/x.json": "{}",
    "node_modules/made/package.json": '{ "name": "made", "version": "1.2.3" }',
  };

  it("looks at all that a module imports or names beside itself, and at the versions of packages", () => {
    const { files: found, packages } = moduleGraph([write(files)]);
    const names = found.map((path) => path.slice(path.indexOf("crosstalk-runs-")).split("/").slice(1).join("/"));
    expect(names).toEqual(["a.ts", "b.ts", "c.ts", "data/x.json", "main.ts", "one.txt"]);
    expect(packages).toEqual(["made@1.2.3"]);
  });

  it.each([
    ["c.ts", "export const a = 2;"],
    ["data/x.json", "[]"],
    ["data/y.json", "{}"],
    ["node_modules/made/package.json", '{ "name": "made", "version": "1.2.4" }'],
  ])("changes with %s", (name, text) => {
    const main = write(files);
    const before = codeVersion(main);
    expect(codeVersion(main)).toBe(before);
    write({ "unused.ts": "export const other = 1;" });
    expect(codeVersion(main)).toBe(before);
    write({ [name]: text });
    expect(codeVersion(main)).not.toBe(before);
  });

  it("has the runner and our packages in it", () => {
    const { files: found } = moduleGraph([new URL("../executors/worker.ts", import.meta.url).href]);
    const parts = ["experiment/src/run-one.ts", "engine/src/simulation.ts", "platforms/src/index.ts", "hardware/src/index.ts"];
    for (const part of parts) expect(found.some((path) => path.endsWith(part))).toBe(true);
  });
});
