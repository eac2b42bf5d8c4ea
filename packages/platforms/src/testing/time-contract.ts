import { ms, seconds } from "@crosstalk/engine";
import { conservationProblems } from "../conservation.ts";
import { varied } from "./contract-program.ts";
import { type ContractSetting, contractWorld, HOG } from "./contract-world.ts";

/** Instants at which accounts are looked at: while the platform boots, in the middle of bursts, later. */
const INSTANTS = [0, 1, ms(1), ms(12.345678), ms(40), ms(123.456789)];

/** What is wrong with the platform's time: the accounts of each processor, at every level, add up to the run's length. */
export function timeProblems(setting: ContractSetting): string[] {
  return [1, 2].flatMap((processors) => {
    const wanted = { first: { program: varied(20) }, second: { program: varied(20), processors }, hog: { program: HOG } };
    const { simulation, host } = contractWorld(setting, wanted, processors);
    return INSTANTS.flatMap((instant) => {
      simulation.run(instant);
      return conservationProblems(simulation, [host]).map((problem) => `${processors} processors, at ${instant} ns: ${problem}`);
    });
  });
}

/** How long a tenant has to finish a program beside others. */
const PATIENCE = seconds(20);

/**
 * What a tenant's program loses by being preempted, or by what others draw at random: it ends beside them, after just as
 * much work of its own as alone.
 */
export function preemptionProblems(setting: ContractSetting): string[] {
  const mine = { program: varied(5) };
  const beside: Parameters<typeof contractWorld>[1][] = [
    { mine, hog: { program: HOG } },
    { other: { program: varied(5) }, mine, hog: { program: HOG }, "other-hog": { program: HOG } },
  ];
  const work = (wanted: Parameters<typeof contractWorld>[1]): number | undefined => {
    const { simulation, tenants } = contractWorld(setting, wanted);
    simulation.run(PATIENCE, () => tenants.mine?.program.ended() !== undefined);
    return tenants.mine?.program.ended() === undefined ? undefined : tenants.mine.tenant.time().user;
  };
  const alone = work({ mine });
  if (alone === undefined) return [`a program of a tenant alone has not ended after ${PATIENCE} ns`];
  return beside.flatMap((wanted) => {
    const found = work(wanted);
    const others = Object.keys(wanted).filter((name) => name !== "mine");
    return found === alone ? [] : [`beside ${others.join(", ")} a program did ${found} ns of work, alone ${alone} ns`];
  });
}
