import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runExperiment } from "@crosstalk/experiment";
import { thisMachine } from "../machine.ts";
import { spreadOf } from "../median.ts";
import { type MeasuredCommand, measuredCommand } from "./measured-command.ts";
import ticking from "./ticking-experiment.ts";

/**
 * What campaigns cost: `npm run campaign:bench -- [runs of the long campaign] [rounds] [jobs,overhead,long]`. Prints how much faster two jobs are than
 * one, what a run costs beside its simulation, and how memory goes over a long campaign. Real time on a machine with other
 * work means little: processor time is printed beside it, and ratios are the medians of rounds that take turns.
 */
const [longRuns = 10_000, rounds = 3] = process.argv.slice(2).map(Number);
if (!Number.isSafeInteger(longRuns) || longRuns < 100 || !Number.isSafeInteger(rounds) || rounds < 1) {
  console.error(`runs and rounds are ${process.argv.slice(2).join(" ")}; allowed are whole numbers of at least 100 and 1`);
  process.exit(2);
}

const [SHORT_TICKS, LONG_TICKS] = [10, 1_000_000];
const module = fileURLToPath(new URL("./ticking-experiment.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "crosstalk-campaign-"));

/** Makes a campaign from nothing. */
function campaign(name: string, ticks: number, runs: number, jobs: number, every = 50): Promise<MeasuredCommand> {
  const out = join(folder, name);
  rmSync(out, { recursive: true, force: true });
  const words = [
    "run",
    module,
    "--sweep",
    `ticks=${ticks}`,
    "--replications",
    String(runs),
    "--jobs",
    String(jobs),
    "--out",
    out,
  ];
  return measuredCommand([...words, "--quiet"], folder, join(out, "runs"), every);
}

/** Milliseconds of one run's simulation, in this thread, when the compiler has seen it: the median of many. */
function simulationMilliseconds(ticks: number, times: number): number {
  const taken = Array.from({ length: times }, (_, round) => {
    const start = performance.now();
    runExperiment(ticking, { settings: {}, sweep: { ticks: [String(ticks)] }, replications: 1, seed: round });
    return performance.now() - start;
  });
  return spreadOf(taken.slice(Math.floor(times / 4))).median;
}

const show = (value: number | undefined, digits = 2) => (value === undefined ? "-" : value.toFixed(digits));

/** What is measured, by name. */
const parts: Readonly<Record<string, () => Promise<void>>> = { jobs: twoJobs, overhead, long: longCampaign };

try {
  const { processor, processors, node, load } = thisMachine();
  console.log(`${processor}, ${processors} processors, Node ${node}, load ${load} at the start\n`);
  const wanted = process.argv[4]?.split(",") ?? Object.keys(parts);
  for (const [name, measure] of Object.entries(parts)) if (wanted.includes(name)) await measure();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function twoJobs(): Promise<void> {
  const ratios: number[] = [];
  console.log(`40 runs of ${show(simulationMilliseconds(LONG_TICKS, 4), 0)} ms each, from nothing to the results`);
  for (let round = 1; round <= rounds; round += 1) {
    const one = await campaign("one", LONG_TICKS, 40, 1);
    const two = await campaign("two", LONG_TICKS, 40, 2);
    ratios.push(one.seconds / two.seconds);
    const processorTimes = `processor time ${show(one.processorSeconds)} s and ${show(two.processorSeconds)} s`;
    console.log(`  --jobs 1: ${show(one.seconds)} s, --jobs 2: ${show(two.seconds)} s, ${processorTimes}`);
  }
  console.log(`  two jobs are ${show(spreadOf(ratios).median)} times as fast as one (wanted: at least 1.8)\n`);
}

async function overhead(): Promise<void> {
  const simulation = simulationMilliseconds(SHORT_TICKS, 400);
  const [few, many] = [200, 1200];
  console.log(
    `what a run costs beside its simulation of ${show(simulation)} ms: campaigns of ${many} and of ${few} runs, one job`,
  );
  const costs: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const less = await campaign("few", SHORT_TICKS, few, 1);
    const more = await campaign("many", SHORT_TICKS, many, 1);
    const each = (of: (command: MeasuredCommand) => number | undefined) =>
      (1000 * ((of(more) ?? Number.NaN) - (of(less) ?? Number.NaN))) / (many - few) - simulation;
    costs.push(each(({ seconds }) => seconds));
    console.log(`  real ${show(costs.at(-1))} ms, processor ${show(each(({ processorSeconds }) => processorSeconds))} ms`);
  }
  console.log(`  ${show(spreadOf(costs).median)} ms a run (wanted: under 5)\n`);
}

async function longCampaign(): Promise<void> {
  console.log(`a campaign of ${longRuns} short runs, two jobs`);
  const { seconds, samples } = await campaign("long", SHORT_TICKS, longRuns, 2, 100);
  console.log("  seconds  runs kept  memory [MiB]");
  for (let tenth = 1; tenth <= 10; tenth += 1) {
    const sample = samples[Math.floor((samples.length * tenth) / 10) - 1];
    if (sample === undefined) continue;
    const cells = [show(sample.seconds, 1).padStart(9), String(sample.files).padStart(9), show(sample.mebibytes, 0).padStart(12)];
    console.log(cells.join("  "));
  }
  const madeAll = samples.find(({ files }) => files >= longRuns)?.seconds;
  console.log(
    `  ${show(seconds)} s; results written ${show(madeAll === undefined ? undefined : seconds - madeAll)} s after the last run`,
  );
  const out = join(folder, "long");
  const again = await measuredCommand(
    ["run", module, "--sweep", `ticks=${SHORT_TICKS}`, "--replications", String(longRuns), "--out", out, "--quiet"],
    folder,
    out,
    100,
  );
  console.log(`  summary of the same campaign again, all runs reused: ${show(again.seconds)} s (wanted: under 10)`);
  const compared = await measuredCommand(["compare", out, out], folder, out, 100);
  console.log(`  compare with itself: ${show(compared.seconds)} s (wanted: under 10)`);
}
