import { join } from "node:path";
import { builtExperiment, campaignCommand } from "./campaign-command.ts";
import { measuredCommand } from "./measured-command.ts";
import { SHORT_TICKS } from "./ticking-experiment.ts";

/** How memory goes over a campaign of many short runs, and how long results take that are there already. */
export async function longCampaign(folder: string, runs: number): Promise<void> {
  console.log(`a campaign of ${runs} short runs, two jobs`);
  const { seconds, samples } = await campaignCommand(folder, { name: "long", ticks: SHORT_TICKS, runs, jobs: 2, every: 100 });
  console.log("  seconds  runs kept  memory [MiB]");
  for (let tenth = 1; tenth <= 10; tenth += 1) {
    const sample = samples[Math.floor((samples.length * tenth) / 10) - 1];
    if (sample === undefined) continue;
    const { files, mebibytes } = sample;
    const cells = [sample.seconds.toFixed(1).padStart(9), String(files).padStart(9), mebibytes.toFixed(0).padStart(12)];
    console.log(cells.join("  "));
  }
  const madeAll = samples.find(({ files }) => files >= runs)?.seconds;
  const after = madeAll === undefined ? "-" : (seconds - madeAll).toFixed(2);
  console.log(`  ${seconds.toFixed(2)} s; results written ${after} s after the last run`);
  const out = join(folder, "long");
  const watching = { cwd: folder, watched: out, every: 100 };
  const words = ["--sweep", `ticks=${SHORT_TICKS}`, "--replications", String(runs), "--out", out, "--quiet"];
  const again = await measuredCommand(["run", builtExperiment, ...words], watching);
  console.log(`  the same campaign again, all runs reused: ${again.seconds.toFixed(2)} s (wanted: under 10)`);
  for (const command of [
    ["report", out],
    ["compare", out, out],
  ]) {
    const told = await measuredCommand(command, watching);
    console.log(`  ${command[0]}: ${told.seconds.toFixed(2)} s (wanted: under 10)`);
  }
}
