import { type Experiment, type FinishedRun, level, type Results, runExperiment } from "@crosstalk/experiment";
import type { Platform } from "@crosstalk/platforms";
import { isolationEfficiency } from "../isolation-efficiency.ts";
import { type PlatformScore, platformScores } from "../scores.ts";

/** The experiment on other platforms than the shipped ones. */
export function onPlatforms(platforms: readonly Platform[]): Experiment {
  const levels = platforms.map((platform) => level(platform.name, platform));
  return { ...isolationEfficiency, factors: { ...isolationEfficiency.factors, platform: { levels, more: [] } } };
}

/** Results of some scenarios on one platform. */
export function resultsOn(platform: Platform, scenarios: readonly string[], replications = 1): Results {
  return runExperiment(onPlatforms([platform]), { settings: { scenario: scenarios }, replications });
}

/** A platform's score from some scenarios. */
export function scoreOn(platform: Platform, scenarios: readonly string[]): PlatformScore {
  const results = resultsOn(platform, scenarios);
  const failures = results.failures.map(({ failure }) => failure.message);
  if (failures.length > 0) throw new Error(failures.join("; "));
  return platformScores(results)[0] as PlatformScore;
}

/** The same platform with all tenants in one of its virtual machines: the separate machine and kernel are taken away. */
export function oneMachine(inner: Platform): Platform {
  const platform: Platform = {
    ...inner,
    name: `${inner.name}-one-machine`,
    boot(simulation, host) {
      const system = inner.boot(simulation, host);
      const all = system.tenant("all", { weight: 512, pages: 131_072 });
      return { platform, host, tenant: (name) => ({ ...all, name }) };
    },
  };
  return platform;
}

/** Values of a run, by scenario. */
export function valuesOf({ runs }: Results, scenario: string): FinishedRun["values"] {
  return runs.find(({ levels }) => levels.scenario === scenario)?.values ?? {};
}
