import { type ActivityName, activities, efficiencyScenarios, NATIVE } from "@crosstalk/efficiency";
import type { Results } from "@crosstalk/experiment";
import { type Estimate, estimateMean } from "@crosstalk/metrics";

/** Where the time of one program went on one platform: means over replications. */
export interface Breakdown {
  readonly platform: string;
  /** The efficiency scenario's name. */
  readonly scenario: string;
  /** Seconds from the beginning of the program's work to its end. */
  readonly time: number;
  /** Seconds by activity; they add up to `time`. */
  readonly parts: Readonly<Record<ActivityName, number>>;
  /** The same time and parts in seconds, with 95 % confidence intervals over replications. */
  readonly estimates: Readonly<Record<ActivityName | "time", Estimate>>;
  /** Time ÷ native time. */
  readonly slowdown: number;
}

const names = Object.keys(activities) as readonly ActivityName[];

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const byActivity = <Value>(of: (name: ActivityName) => Value) =>
  Object.fromEntries(names.map((name) => [name, of(name)])) as Record<ActivityName, Value>;

/** Where the time of each program alone went, on each platform. */
export function breakdowns({ runs }: Results): readonly Breakdown[] {
  const isAlone = (scenario = "") => scenario.startsWith("efficiency-");
  const points = new Map<string, { platform: string; scenario: string; values: Readonly<Record<string, number>>[] }>();
  for (const { levels, values } of runs) {
    const { platform = "", scenario = "" } = levels;
    if (!isAlone(scenario) || values.time === undefined) continue;
    const key = `${platform} ${scenario}`;
    const point = points.get(key) ?? { platform, scenario, values: [] };
    point.values.push(values);
    points.set(key, point);
  }
  const all = [...points.values()].map(({ platform, scenario, values }) => {
    const valuesOf = (measure: string) => values.map(({ [measure]: value = 0 }) => value);
    return {
      platform,
      scenario,
      time: meanOf(valuesOf("time")),
      parts: byActivity((name) => meanOf(valuesOf(`part.${name}`))),
      estimates: {
        time: estimateMean(valuesOf("time")),
        ...byActivity((name) => estimateMean(valuesOf(`part.${name}`))),
      },
    };
  });
  return all.flatMap((point) => {
    const native = all.find(({ platform, scenario }) => platform === NATIVE && scenario === point.scenario);
    return native === undefined ? [] : [{ ...point, slowdown: point.time / native.time }];
  });
}

/** What lies below the guest's kernel: shares that add up to 1. */
export interface AddedTime {
  readonly platform: string;
  readonly shares: Readonly<Record<ActivityName, number>>;
}

/**
 * What the time that a platform adds below the guest's kernel is made of, for each platform that adds any: the mean over
 * the programs of every run, each relative to its native time, less what there is natively of the same. What the guest's
 * kernel itself does more or less than natively (a hypervisor writes page tables in its place, for example) is not in it.
 */
export function addedTime(points: readonly Breakdown[]): readonly AddedTime[] {
  const counted = points.filter(({ scenario }) => efficiencyScenarios.some(({ name }) => name === scenario));
  return [...new Set(counted.map(({ platform }) => platform))].flatMap((platform) => {
    const own = counted.filter((point) => point.platform === platform);
    const added = names.map((name) => {
      const times = own.flatMap(({ scenario, parts }) => {
        const native = counted.find((point) => point.platform === NATIVE && point.scenario === scenario);
        return native === undefined ? [] : [(parts[name] - native.parts[name]) / native.time];
      });
      return [name, name === "user" || name === "kernel" || times.length === 0 ? 0 : Math.max(0, meanOf(times))] as const;
    });
    const total = added.reduce((sum, [, time]) => sum + time, 0);
    if (total < 0.001) return [];
    return [
      { platform, shares: Object.fromEntries(added.map(([name, time]) => [name, time / total])) as Record<ActivityName, number> },
    ];
  });
}
