import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { thisMachine } from "../machine.ts";
import { isBuilt } from "./campaign-command.ts";
import { longCampaign } from "./long-campaign.ts";
import { overhead } from "./overhead.ts";
import { twoJobs } from "./two-jobs.ts";

/**
 * What campaigns cost: `npm run campaign:bench -- [runs of the long campaign] [rounds] [jobs,overhead,long]`. Prints how much
 * faster two jobs are than one, what a run costs beside its simulation, and how memory goes over a long campaign. All of the
 * built command, as it is installed. Real time on a machine with other work means little: the load is printed, and ratios are
 * the medians of rounds that take turns.
 */
const [longRuns = 10_000, rounds = 5] = process.argv.slice(2, 4).map(Number);
const folder = mkdtempSync(join(tmpdir(), "crosstalk-campaign-"));
const parts: Readonly<Record<string, () => Promise<void>>> = {
  jobs: () => twoJobs(folder, rounds),
  overhead: () => overhead(folder, rounds),
  long: () => longCampaign(folder, longRuns),
};
const wanted = process.argv[4]?.split(",") ?? Object.keys(parts);
const wrong = [
  ...(Number.isSafeInteger(longRuns) && longRuns >= 100 ? [] : [`runs is ${process.argv[2]}; allowed is at least 100`]),
  ...(Number.isSafeInteger(rounds) && rounds >= 1 ? [] : [`rounds is ${process.argv[3]}; allowed is at least 1`]),
  ...wanted.filter((part) => !(part in parts)).map((part) => `part is ${part}; allowed is ${Object.keys(parts).join(", ")}`),
  ...(isBuilt() ? [] : ["nothing is built; npx tsc -b does that"]),
];

try {
  if (wrong.length > 0) {
    for (const problem of wrong) console.error(problem);
    process.exitCode = 2;
  } else {
    const { processor, processors, node, load } = thisMachine();
    console.log(`${processor}, ${processors} processors, Node ${node}, load ${load} at the start\n`);
    for (const [name, measure] of Object.entries(parts)) if (wanted.includes(name)) await measure();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
