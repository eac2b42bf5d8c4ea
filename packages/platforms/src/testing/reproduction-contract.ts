import { begin, ms, type Run, resume, type SavedSimulation, Simulation } from "@crosstalk/engine";
import { buildHost } from "@crosstalk/hardware";
import { varied } from "./contract-program.ts";
import { assembleContract, type ContractSetting, type ContractWorld, HOG, type WantedWorld } from "./contract-world.ts";

const LENGTH = ms(60);
const wanted: WantedWorld["wanted"] = {
  first: { program: varied(10), processors: 2 },
  second: { program: varied(10), weight: 512 },
  hog: { program: HOG },
};

type Parameters = ContractSetting & WantedWorld;
const beginRun = (setting: ContractSetting): Run<Parameters, ContractWorld> =>
  begin(assembleContract, { ...setting, wanted, processors: 2 }, { seed: setting.seed });

function fingerprintOf(setting: ContractSetting): string {
  const { simulation } = beginRun(setting);
  simulation.run(LENGTH);
  return simulation.fingerprint;
}

/** What is wrong with repeating a run: a seed has one fingerprint, and another seed another. */
export function seedProblems(setting: ContractSetting): string[] {
  const first = fingerprintOf(setting);
  const problems = fingerprintOf(setting) === first ? [] : [`two runs with seed ${setting.seed} differ`];
  const other = fingerprintOf({ ...setting, seed: setting.seed + 1 });
  return other === first ? [...problems, `runs with seeds ${setting.seed} and ${setting.seed + 1} are the same`] : problems;
}

/** What is wrong with saving: a run that is saved, wherever it is, and restored goes on as if it had not been. */
export function saveProblems(setting: ContractSetting): string[] {
  const whole = beginRun(setting).simulation;
  whole.run(LENGTH);
  const { simulation } = beginRun(setting);
  return [0.01, 0.2, 0.37, 0.61, 0.83].flatMap((part) => {
    const deliveries = Math.floor(whole.deliveries * part);
    while (simulation.deliveries < deliveries) simulation.step();
    const saved = simulation.save();
    const { simulation: restored } = resume(
      assembleContract,
      { ...setting, wanted, processors: 2 },
      { seed: setting.seed },
      JSON.parse(JSON.stringify(saved)) as SavedSimulation,
    );
    const again = JSON.stringify(restored.save()) === JSON.stringify(saved);
    restored.run(LENGTH);
    const where = `saved after ${deliveries} deliveries and restored`;
    const problems = again ? [] : [`${where}, a run saves differently`];
    return restored.fingerprint === whole.fingerprint ? problems : [...problems, `${where}, a run ends differently`];
  });
}

/** What is wrong with names: two tenants must not have the same one, which programs and random streams go by. */
export function nameProblems({ platform, model, seed }: ContractSetting): string[] {
  const simulation = new Simulation({ seed });
  const system = platform.boot(simulation, buildHost(simulation, "host", model));
  system.tenant("same");
  try {
    system.tenant("same");
    return ["two tenants may have one name"];
  } catch (error) {
    return error instanceof RangeError && error.message.includes("same")
      ? []
      : [`refuses a name by an error without it: ${error}`];
  }
}
