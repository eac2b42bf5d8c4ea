import { killedCampaign, type Victim } from "./kills.ts";

/** Kills of one kind, in a campaign of its own. */
const KILLS = 20;

/** What is killed, in words. */
const victims: Readonly<Record<Victim, string>> = {
  worker: "a worker",
  redis: "Redis, which is restarted,",
  campaign: "the main process",
};

/**
 * Kills workers, Redis and the campaign's own main process 20 times each, at random moments of one campaign for each kind, and
 * compares every one with an undisturbed campaign.
 *
 * @returns how many things differ.
 */
export async function killsInCampaign(seed: number, print: (text: string) => void): Promise<number> {
  let differences = 0;
  for (const [victim, named] of Object.entries(victims) as [Victim, string][]) {
    const { tables, kept, again, codes } = await killedCampaign(Array(KILLS).fill(victim), seed);
    const expected = {
      "exit codes are 0": codes.every((code) => code === 0),
      "results are equal, byte for byte": tables[0] === tables[1],
      "the same runs are kept": kept[0].length > 0 && kept[0].join() === kept[1].join(),
      "running again finds all of them": again.includes(`${kept[0].length} of them made before`),
    };
    const wrong = Object.entries(expected).filter(([, holds]) => !holds);
    print(`seed ${seed}: ${named} killed ${KILLS} times in a campaign through a queue, ${wrong.length} differences`);
    for (const [what] of wrong) print(`  it does not hold that ${what}`);
    differences += wrong.length;
  }
  return differences;
}
