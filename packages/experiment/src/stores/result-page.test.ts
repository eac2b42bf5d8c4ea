import { describe, expect, it } from "vitest";
import { parseStoredDetails } from "../comparison/stored-details.ts";
import { storedResults } from "../comparison/stored-results.ts";
import { manifestOf } from "../report/manifest.ts";
import { runExperiment } from "../run-experiment.ts";
import { failing, queueing } from "../testing/fake-experiment.ts";
import { resultPage } from "./result-page.ts";

const context = {
  module: "./queueing.ts",
  command: "crosstalk run ./queueing.ts",
  status: "complete" as const,
  versions: { crosstalk: "0.1.0", node: "24" },
  date: "2003-10-19T00:00:00.000Z",
  wallSeconds: 1.25,
  jobs: 2,
};

/** Results as they come back from `run.json`. */
const stored = (results: ReturnType<typeof runExperiment>, more = {}): unknown =>
  JSON.parse(JSON.stringify({ ...manifestOf(results, context), ...more }));

const results = runExperiment(queueing, { replications: 2 });

describe("a page of stored results", () => {
  it("has the figure, means with intervals, parameters, provenance, and commands to replay", async () => {
    const page = await resultPage(stored(results));
    expect(page).toContain("<h1>queueing: How long a clerk takes, by shop and customers</h1>");
    expect(page.match(/<svg /g)).toHaveLength(1);
    expect(page).toContain("<title>shop = Corner Shop, customers = 1, pace = usual: 1.000 ± 0.000, n = 2</title>");
    expect(page).toContain('<th scope="col" class="right" title="until the last customer is served">total [s]</th>');
    expect(page.match(/<td class="right">[\d.]+ ± [\d.]+<\/td>/g)?.length).toBeGreaterThanOrEqual(10);
    for (const text of [
      "<td>pace</td><td>usual</td><td>1</td>",
      "<td>crosstalk</td><td>0.1.0</td>",
      "<td>1.3 s, 2 at a time</td>",
    ])
      expect(page).toContain(text);
    expect(page).toContain("<pre>crosstalk run ./queueing.ts\ncrosstalk run ./queueing.ts --only 1</pre>");
    for (const { fingerprint } of results.runs) expect(page).toContain(`<td>${fingerprint}</td>`);
  });

  it("draws the first measures where the experiment names no figure, and none of a single point", async () => {
    const page = await resultPage(stored(results, { figure: undefined }));
    expect(page.match(/<svg /g)).toHaveLength(3);
    const single = runExperiment(queueing, { settings: { shop: ["corner-shop"], customers: ["1"] }, replications: 2 });
    expect(await resultPage(stored(single, { figure: undefined }))).not.toContain("<svg");
  });

  it("names the runs that failed, and how to replay the first", async () => {
    const page = await resultPage(stored(runExperiment(failing)));
    expect(page).toContain("2 runs were made. 2 of 4 runs failed, and play no part in any number.");
    expect(page).toMatch(/<li>run 2 \(customers = 2, seed 1\) failed: .*SHOUT/);
    expect(page).toContain("--only 2</pre>");
  });

  it("names a failed run of an experiment without factors by its number and seed", async () => {
    const json = stored(runExperiment(failing)) as { failures: { levels: object }[] };
    const failures = json.failures.map((each) => ({ ...each, levels: {} }));
    expect(await resultPage({ ...json, failures })).toMatch(/<li>run 2 \(seed 1\) failed: /);
  });

  it("puts what the experiment tells first, and all measures and parameters in folds after it", async () => {
    const page = await resultPage(stored(results), { title: "Told", sections: [{ heading: "First of all" }] });
    const headings = [...page.matchAll(/<(?:h1|h2|summary)>([^<]*)</g)].map(([, heading]) => heading);
    const runs = `The runs (${results.runs.length})`;
    expect(headings).toEqual(["Told", "First of all", "All measures", "Parameters", "Provenance, and how to replay", runs]);
    expect(page).toContain("<td>pace</td><td>usual</td><td>1</td>");
  });
});

describe("stored results", () => {
  it("are to an experiment's report what they were when they were made", () => {
    const { plan, ...others } = JSON.parse(JSON.stringify(results));
    const again = storedResults(queueing, parseStoredDetails(stored(results)));
    expect(JSON.parse(JSON.stringify({ ...again, plan: undefined }))).toEqual(others);
    expect(again.plan).toEqual(plan);
  });

  it("of an older form have nothing where it told nothing", () => {
    const { about: _about, ...experiment } = queueing;
    const old = stored(results, { made: undefined, notes: undefined, experiment: { name: experiment.name } });
    expect(parseStoredDetails(old)).toMatchObject({
      about: "",
      notes: [],
      made: { date: "", wallSeconds: 0, jobs: 0, reused: 0 },
    });
  });
});
