import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { crosstalk, temporaryFolder } from "./crosstalk-command.ts";
import { killCampaign, writeSlowExperiment } from "./killed-campaign.ts";

/**
 * The long test of kills: 20 times, at moments drawn from a seed, `kill-long.ts [seed] [kills]`. Prints what was lost each
 * time; exit code 1 if the results are not those of an undisturbed campaign, byte for byte.
 */
const [seed = 1, kills = 20] = process.argv.slice(2).map(Number);
const REPLICATIONS = 25;
const cwd = temporaryFolder();
try {
  writeSlowExperiment(cwd);
  await crosstalk(["run", "slow.mjs", "--replications", String(REPLICATIONS), "--jobs", "2", "--out", "calm"], { cwd });
  const { kept, last } = await killCampaign({ cwd, kills, seed, replications: REPLICATIONS });
  for (const [index, [before, after]] of kept.entries())
    console.log(`kill ${index + 1}: ${before} runs kept before, ${after} after`);
  const same = ["results.csv", "results.parquet"].map((name) => {
    return readFileSync(join(cwd, "calm", name)).equals(readFileSync(join(cwd, "killed", name)));
  });
  const lost = kept.filter(([before, after]) => after < before).length;
  const right = last.code === 0 && same.every((each) => each) && lost === 0;
  console.log(
    `seed ${seed}: ${kept.length} kills, results ${right ? "equal those" : "DIFFER from those"} of an undisturbed campaign`,
  );
  if (!right) process.exitCode = 1;
} finally {
  rmSync(cwd, { recursive: true, force: true });
}
