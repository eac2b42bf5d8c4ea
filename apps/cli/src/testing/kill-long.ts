import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { crosstalk, temporaryFolder } from "./crosstalk-command.ts";
import { type Killer, killCampaign, writeSlowExperiment } from "./killed-campaign.ts";

/**
 * The long test of kills: `kill-long.ts [seed] [kills]` kills one campaign 20 times from a worker thread and another one 20
 * times from outside, at moments drawn from a seed. Prints what was kept each time; exit code 1 if the results are not those
 * of an undisturbed campaign, byte for byte, or a kept run was lost.
 */
const [seed = 1, kills = 20] = process.argv.slice(2).map(Number);
const REPLICATIONS = 25;

/** Whether a campaign's results survive kills of one kind. */
async function survives(killer: Killer): Promise<boolean> {
  const cwd = temporaryFolder();
  try {
    writeSlowExperiment(cwd);
    await crosstalk(["run", "slow.mjs", "--replications", String(REPLICATIONS), "--jobs", "2", "--out", "calm"], { cwd });
    const killers = Array.from({ length: kills }, () => killer);
    const { kept, last } = await killCampaign({ cwd, killers, seed, replications: REPLICATIONS });
    for (const [index, [before, after]] of kept.entries())
      console.log(`  kill ${index + 1}: ${before} runs kept before, ${after} after`);
    const same = ["results.csv", "results.parquet"].every((name) => {
      return readFileSync(join(cwd, "calm", name)).equals(readFileSync(join(cwd, "killed", name)));
    });
    const lost = kept.filter(([before, after]) => after < before).length;
    const differ = same ? "equal those" : "DIFFER from those";
    console.log(
      `seed ${seed}: ${kept.length} kills by ${killer}, ${lost} lost kept runs; results ${differ} of an undisturbed campaign`,
    );
    return last.code === 0 && same && lost === 0;
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

for (const killer of ["a worker thread", "another process"] as const) if (!(await survives(killer))) process.exitCode = 1;
