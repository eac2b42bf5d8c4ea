import { killedCampaign, type Victim } from "./kills.ts";

/**
 * Kills ten workers and ten times Redis, by turns, at random moments of one campaign, and compares it with an undisturbed one.
 *
 * @returns how many things differ.
 */
export async function killsInCampaign(seed: number, print: (text: string) => void): Promise<number> {
  const victims = Array.from({ length: 20 }, (_, place): Victim => (place % 2 === 0 ? "worker" : "redis"));
  const { tables, kept, again, codes } = await killedCampaign(victims, seed);
  const expected = {
    "exit codes are 0": codes.every((code) => code === 0),
    "results are equal, byte for byte": tables[0] === tables[1],
    "the same runs are kept": kept[0].length > 0 && kept[0].join() === kept[1].join(),
    "running again finds all of them": again.includes(`${kept[0].length} of them made before`),
  };
  const wrong = Object.entries(expected).filter(([, holds]) => !holds);
  print(`seed ${seed}: ${victims.length} kills in a campaign through a queue, ${wrong.length} differences`);
  for (const [what] of wrong) print(`  it does not hold that ${what}`);
  return wrong.length;
}
