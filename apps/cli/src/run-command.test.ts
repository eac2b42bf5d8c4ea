import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { crosstalk, repository, temporaryFolder } from "./testing/crosstalk-command.ts";

const cwd = temporaryFolder();
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const shipped = pathToFileURL(join(repository, "packages/experiment/dist/testing/fake-experiment.js")).href;
for (const name of ["queueing", "failing", "delegating"])
  writeFileSync(join(cwd, `${name}.mjs`), `export { ${name} as default } from "${shipped}";\n`);

const priced = pathToFileURL(join(repository, "packages/experiment/dist/testing/priced-experiment.js")).href;
writeFileSync(join(cwd, "priced.mjs"), `export { priced as default } from "${priced}";\n`);
writeFileSync(
  join(cwd, "priced-once.mjs"),
  `import { priced } from "${priced}";\nexport default { ...priced, replications: 1 };\n`,
);

const greedy = pathToFileURL(join(repository, "packages/experiment/dist/testing/greedy-experiment.js")).href;
writeFileSync(join(cwd, "greedy.mjs"), `export { greedy as default } from "${greedy}";\n`);

writeFileSync(
  join(cwd, "told.mjs"),
  `import { queueing } from "${shipped}";
const report = () => ({ title: "Told", text: "in words\\n", sections: [{ heading: "Why", paragraphs: ["because"] }] });
export default { ...queueing, report };
`,
);

describe.concurrent("crosstalk", () => {
  it("lists experiments", async () => {
    const { code, stdout } = await crosstalk(["list"], { cwd });
    expect(stdout).toMatch(/^cpu-crosstalk +How much/m);
    expect(code).toBe(0);
  });

  it("shows what would run", async () => {
    const { code, stdout } = await crosstalk(
      ["show", "cpu-crosstalk", "--set", "hogs=4", "--set", "platform=xen-4.2", "--seed", "7"],
      { cwd },
    );
    expect(stdout).toContain("10 runs: 1 combination x 10 replications, seeds 7 to 16");
    expect(stdout).toMatch(/^ +10 +xen-4.2 +4 +compile +10 +16$/m);
    expect(code).toBe(0);
  });

  it("lists experiments as JSON", async () => {
    const { stdout } = await crosstalk(["list", "--json"], { cwd });
    expect(JSON.parse(stdout)[0]).toMatchObject({ name: "isolation-efficiency", module: "@crosstalk/isolation-efficiency" });
  });

  it("prints what an experiment makes of its results in place of the table, and writes its page beside them", async () => {
    const words = ["run", "told.mjs", "--replications", "1", "--jobs", "1", "--out", "told"];
    const { stdout, stderr, code } = await crosstalk(words, { cwd });
    expect([stdout, code]).toEqual(["in words\n", 0]);
    expect(stderr).toContain(join("told", "report.html"));
    expect(readFileSync(join(cwd, "told", "report.html"), "utf8")).toMatch(
      /<h1>Told<\/h1>[\s\S]*<p>because<\/p>[\s\S]*told\.mjs/,
    );
  });

  it("runs a design, and shows it", async () => {
    const [shown, ran] = await Promise.all([
      crosstalk(["show", "queueing.mjs", "--design", "one-at-a-time", "--replications", "1"], { cwd }),
      crosstalk(["run", "queueing.mjs", "--design", "one-at-a-time", "--replications", "1", "--jobs", "1", "--out", "few"], {
        cwd,
      }),
    ]);
    expect(shown.stdout).toContain("design: one-at-a-time\n\n3 runs: 3 combinations x 1 replication");
    expect(ran.code).toBe(0);
    const manifest = JSON.parse(readFileSync(join(cwd, "few", "run.json"), "utf8"));
    expect(manifest).toMatchObject({ parameters: { design: "one-at-a-time" } });
    expect(manifest.command).toContain("--design one-at-a-time");
    expect(manifest.runs).toHaveLength(3);
  });

  it("leaves out the warm-up that is asked for", async () => {
    const words = ["run", "queueing.mjs", "--only", "1", "--jobs", "1", "--out", "cold"];
    const { code, stderr } = await crosstalk(["run", "queueing.mjs", "--warm-up", "1 ms", ...words.slice(2)], { cwd });
    expect(stderr).toContain("there is a warm-up, but the world has no probes that it could matter to");
    expect(stderr).toContain("replay: crosstalk run queueing.mjs --warm-up '1 ms' --only 1");
    expect(code).toBe(1);
    expect(JSON.parse(readFileSync(join(cwd, "cold", "run.json"), "utf8")).parameters.warmUpNanoseconds).toBe(1_000_000);
  });

  it("tells what is not known of constants from chance", async () => {
    const [shown, ran] = await Promise.all([
      crosstalk(["show", "priced.mjs", "--uncertainty", "4", "--set", "traps=10"], { cwd }),
      crosstalk(["run", "priced.mjs", "--uncertainty", "4", "--set", "traps=10", "--jobs", "1", "--out", "unsure"], { cwd }),
    ]);
    expect(shown.stdout).toContain("8 runs: 4 combinations x 2 replications");
    expect(ran.stdout).toMatch(
      /^4 samples of the 2 constants that the runs read[\s\S]*time \[ns\][\s\S]*the same in every run: known\n$/,
    );
    const { command, uncertainty } = JSON.parse(readFileSync(join(cwd, "unsure", "run.json"), "utf8"));
    expect(command).toContain("--uncertainty 4");
    expect(Object.keys(uncertainty.samples)).toHaveLength(4);
    expect(readFileSync(join(cwd, "unsure", "report.html"), "utf8")).toMatch(
      /What is not known of constants[\s\S]*± constants[\s\S]*the constants, with the ranges that they were drawn from/,
    );
  });

  it("refuses a single replication of what is not known of constants, the experiment's own number too, but replays one run", async () => {
    const words = ["run", "priced-once.mjs", "--uncertainty", "4", "--jobs", "1"];
    const [refused, replayed] = await Promise.all([
      crosstalk(words, { cwd }),
      crosstalk([...words, "--only", "2", "--out", "unsure-alone"], { cwd }),
    ]);
    expect([refused.code, refused.stdout]).toEqual([2, ""]);
    expect(refused.stderr).toMatch(/^crosstalk: replications is 1; allowed is at least 2 with uncertainty: /);
    expect(replayed.code).toBe(0);
    expect(replayed.stdout).toMatch(/^one run can't tell what constants do: [\s\S]*constants = sample-2,[\s\S]*time \[ns\]/);
  });

  it("says in one line that it can't print", async () => {
    const { code, stderr } = await crosstalk(["list", "--quiet"], { cwd, printTo: "/dev/full" });
    expect([code, stderr]).toEqual([1, "crosstalk: stdout can't be written: ENOSPC\n"]);
  });

  it("shows one run, as JSON, and with the levels that only a full run takes", async () => {
    const [only, full, usual] = await Promise.all([
      crosstalk(["show", "queueing.mjs", "--json", "--quiet", "--only", "6", "--replications", "2", "--runtime", "reference"], {
        cwd,
      }),
      crosstalk(["show", "queueing.mjs", "--full", "--replications", "1"], { cwd }),
      crosstalk(["show", "queueing.mjs", "--replications", "1"], { cwd }),
    ]);
    const { name, replications, runtime, runs } = JSON.parse(only.stdout);
    expect({ name, replications, runtime, runs }).toMatchObject({
      name: "queueing",
      runtime: "reference",
      replications: 2,
      runs: [{ index: 6, seed: 2 }],
    });
    expect(full.stdout).toContain("8 runs: 8 combinations x 1 replication");
    expect(usual.stdout).toContain("4 runs: 4 combinations x 1 replication");
  });

  it("shows the runs that a sweep and a filter leave, also as a dry run, which runs nothing", async () => {
    const [shown, dry] = await Promise.all([
      crosstalk(["show", "queueing.mjs", "--sweep", "customers=1,2,3", "--filter", "shop=m* && customers>1"], { cwd }),
      crosstalk(["run", "queueing.mjs", "--sweep", "customers=1,2,3", "--filter", "shop=m* && customers>1", "--dry-run"], {
        cwd,
      }),
    ]);
    expect(shown.stdout).toContain("8 runs: 2 combinations x 4 replications, seeds 1 to 4");
    expect(dry).toEqual({ code: 0, stdout: shown.stdout, stderr: "" });
  });

  it("runs the levels that only a full run takes when asked to", async () => {
    const words = ["run", "queueing.mjs", "--full", "--replications", "1", "--jobs", "1", "--quiet", "--json", "--out", "full"];
    const { stdout, code } = await crosstalk(words, { cwd });
    const { runs, command } = JSON.parse(stdout);
    expect([runs.length, code]).toEqual([8, 0]);
    expect(command).toContain("--full");
  });

  it("runs a user's file: results on stdout, narration on stderr, a table, a manifest and a figure", async () => {
    const { code, stdout, stderr } = await crosstalk(["run", "./queueing.mjs", "--jobs", "1", "--set", "shop=market-2.0"], {
      cwd,
    });
    expect(stdout).toMatch(/^shop = Market 2\.0, pace = usual,\nmean ± .*, n = 4 replications\n\ncustomers +total \[s\]/);
    expect(stderr).toContain("queueing: 8 of 8 runs");
    expect(stderr).toContain(join("results", "queueing", "figure.svg"));
    expect(readdirSync(join(cwd, "results/queueing"))).toEqual(expect.arrayContaining(["figure.svg", "results.csv", "run.json"]));
    expect(code).toBe(0);
  });

  it("runs statecharts compiled or on XState's interpreter, with the same results, and writes down which", async () => {
    const words = ["run", "queueing.mjs", "--replications", "1", "--jobs", "1", "--quiet", "--json", "--out"];
    const [compiled, reference] = await Promise.all([
      crosstalk([...words, "compiled", "--runtime", "compiled"], { cwd }),
      crosstalk([...words, "reference", "--runtime", "reference"], { cwd }),
    ]);
    const [one, other] = [JSON.parse(compiled.stdout), JSON.parse(reference.stdout)];
    expect([one.parameters.runtime, other.parameters.runtime]).toEqual(["compiled", "reference"]);
    expect(one.command).not.toContain("--runtime");
    expect(other.command).toContain(" --runtime reference");
    expect(other.runs).toEqual(one.runs);
  });

  it("says once which machine has to run on XState's interpreter, and why", async () => {
    const { code, stderr } = await crosstalk(["run", "delegating.mjs", "--jobs", "1"], { cwd });
    expect(
      stderr.match(
        /^note: machine delegating runs on XState's interpreter, which[\w\s:]*xstate.spawnChild\sin\sstate\sdelegating\.\w+$/gm,
      ),
    ).toHaveLength(1);
    expect(code).toBe(0);
  });

  it("prints JSON, quietly, and makes one run exactly as among the others", async () => {
    const words = ["run", "./queueing.mjs", "--quiet", "--json", "--seed", "5", "--jobs"];
    const [all, one] = await Promise.all([
      crosstalk([...words, "2", "--out", "all"], { cwd }),
      crosstalk([...words, "1", "--only", "7"], { cwd }),
    ]);
    expect([all.stderr, one.stderr]).toEqual(["", ""]);
    const { runs, versions, command } = JSON.parse(all.stdout);
    expect(runs).toHaveLength(16);
    const [{ values, ...run }] = JSON.parse(one.stdout).runs;
    expect(runs[6]).toMatchObject(run);
    expect(runs[6].values.total).toBe(values.total);
    expect(versions).toMatchObject({ node: process.versions.node });
    expect(command).toBe("crosstalk run ./queueing.mjs --seed 5");
    expect(JSON.parse(readFileSync(join(cwd, "results/queueing/run-7/run.json"), "utf8")).runs).toHaveLength(1);
  });

  it("leaves results of other experiments, and those of several runs, alone", async () => {
    const into = (file: string, ...more: string[]) =>
      crosstalk(["run", file, "--replications", "1", "--jobs", "1", "--quiet", "--out", "taken", ...more], { cwd });
    expect((await into("queueing.mjs")).code).toBe(0);
    const [other, alone] = await Promise.all([into("told.mjs", "--only", "2"), into("delegating.mjs")]);
    expect([other.code, other.stdout, alone.code, alone.stdout]).toEqual([2, "", 2, ""]);
    expect(other.stderr).toContain("out is taken: results of 4 runs are there, which a single one would replace");
    expect(alone.stderr).toContain("out is taken: results of the experiment queueing are there");
    expect((await into("delegating.mjs", "--fresh")).code).toBe(0);
    expect(readdirSync(join(cwd, "taken")).sort()).toEqual(["report.html", "results.csv", "results.parquet", "run.json", "runs"]);
  });

  it("makes replications until intervals are as narrow as wanted, and says how many", async () => {
    const words = [
      "run",
      "queueing.mjs",
      "--set",
      "shop=market-2.0",
      "--set",
      "customers=4",
      "--precision",
      "15%",
      "--jobs",
      "2",
    ];
    const { code, stdout, stderr } = await crosstalk([...words, "--out", "precise"], { cwd });
    expect(stderr).toContain("1 combination, replications until intervals are within 15%, 2 at a time");
    const [, count] = /note: the precision of 15 % is reached by (\d+) replications/.exec(stderr) ?? [];
    expect(Number(count)).toBeGreaterThan(10);
    expect(stdout).toContain(`n = ${count} replications`);
    const { command, parameters, runs, notes } = JSON.parse(readFileSync(join(cwd, "precise/run.json"), "utf8"));
    expect(command).toContain("--precision 15%");
    expect([parameters.replications, runs.length, code]).toEqual([Number(count), Number(count), 0]);
    expect(notes.join("\n")).toContain(`the precision of 15 % is reached by ${count} replications`);
  });

  it("ends a run that exceeds its limit, makes the others, and says in the replay command what the limit was", async () => {
    const words = ["run", "greedy.mjs", "--time-limit", "1s", "--memory-limit", "1GiB", "--filter", "customers=4"];
    const { code, stderr } = await crosstalk([...words, "--replications", "1", "--jobs", "1"], { cwd });
    expect(stderr).toContain(
      "run 4 failed, seed 1 (shop = Market 2.0, customers = 4, pace = usual):\n  it took longer than 1000 ms",
    );
    expect(stderr).toContain("--replications 1 --time-limit 1s --memory-limit 1GiB --only 4\n");
    expect(stderr).toContain("failed after");
    expect(code).toBe(1);
  });

  it("makes the other runs when one fails, and prints the one command that replays it", async () => {
    const failed = await crosstalk(["run", "failing.mjs", "--seed", "5", "--jobs", "1", "--replications", "1"], { cwd });
    expect(failed.stderr).toContain("run 2 failed in shop/clerk at 7 ns, seed 5 (customers = 2):");
    const replay = /replay: crosstalk (.*)/.exec(failed.stderr)?.[1] ?? "";
    expect(replay).toBe("run failing.mjs --replications 1 --seed 5 --only 2");
    expect([failed.code, failed.stdout]).toEqual([1, expect.stringContaining("n = 1 replication")]);
    const again = await crosstalk(replay.split(" "), { cwd });
    expect(again.stderr).toContain("run 2 failed in shop/clerk at 7 ns, seed 5 (customers = 2):");
    expect(again.code).toBe(1);
  });
});
