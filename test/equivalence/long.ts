import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { killsInCampaign } from "../queue/long.ts";
import { campaign, featureTable } from "./campaign.ts";
import { describeDifference, smallest } from "./compare.ts";
import { tested } from "./runtime.ts";
import { compareAllShipped } from "./shipped-long.ts";
import { WAYS, worldDiffers, worlds } from "./world.ts";

/**
 * The long comparison: `npm run test:long -- [cases] [seed]`. Prints how often each feature occurred, its seed, and each
 * difference with the smallest machine that shows it; exit code 1 if there is one. A tenth as many simulations follow, then
 * campaigns that are killed 20 times at moments drawn from the seed, by a worker thread and from outside; every run of every
 * shipped experiment; and campaigns through a queue whose workers, Redis and main process are killed 20 times each.
 */
const [cases = 10_000, seed = 1] = process.argv.slice(2).map(Number);
if (![cases, seed].every((number) => Number.isSafeInteger(number) && number >= 0)) {
  console.error(`cases and seed are ${process.argv.slice(2).join(" ")}; allowed are whole numbers of at least 0`);
  process.exit(2);
}

// XState warns of what random machines do on purpose.
console.warn = () => undefined;

const result = campaign(tested, seed, cases, 10);
console.log(featureTable(result));
console.log(`seed ${seed}: ${result.cases} random machines, ${result.differences.length} differences`);
for (const difference of result.differences) console.log(`\n${describeDifference(smallest(difference, tested))}`);

const drawn = fc.sample(worlds, { seed, numRuns: Math.ceil(cases / 10) });
const differing = drawn.filter((world) => WAYS.some((way) => worldDiffers(world, way)));
console.log(`seed ${seed}: ${drawn.length} simulations of random machines, ${differing.length} differences`);
for (const world of differing.slice(0, 3)) console.log(`\n${JSON.stringify(world)}`);

const kills = spawnSync(
  process.execPath,
  [...process.execArgv, fileURLToPath(new URL("../../apps/cli/src/testing/kill-long.ts", import.meta.url)), String(seed)],
  { stdio: "inherit" },
);

const shipped = await compareAllShipped(console.log);
const killed = await killsInCampaign(seed, console.log);
const failed = result.differences.length + differing.length + shipped + killed;
if (failed > 0 || kills.status !== 0) process.exitCode = 1;
