import { platformsOfOperations } from "./kernel-operation-time.ts";
import { metrics } from "./metrics.ts";
import { antagonistNamed, hostNamed, names, platformNamed, programNamed } from "./names.ts";
import type { PublishedRow } from "./row.ts";

/** One thing that keeps a row from being simulated. */
export interface Obstacle {
  readonly field: string;
  readonly value: string;
  readonly allowed: readonly string[];
}

/** Everything that a row names and that is not there, or can't be had together. */
export function obstacles(row: PublishedRow): readonly Obstacle[] {
  const all = (kind: keyof typeof names) => names[kind].map(({ name }) => name);
  const found: Obstacle[] = [];
  const check = (field: string, value: string | undefined, known: boolean, allowed: readonly string[]) => {
    if (value !== undefined && !known) found.push({ field, value, allowed });
  };
  const { platform, host, program, metric, baseline, parameters = {} } = row;
  const points = metrics.find(({ name }) => name === metric)?.scoring === "points";
  const native = points ? undefined : typeof baseline === "object" ? baseline.platform : baseline;
  const measured = programNamed(program);
  check("platform", platform, platformNamed(platform) !== undefined, all("platforms"));
  check("baseline", native, native !== undefined && platformNamed(native) !== undefined, all("platforms"));
  check("host", host, hostNamed(host) !== undefined, all("hosts"));
  check("program", program, measured !== undefined, all("programs"));
  check("metric", metric, all("metrics").includes(metric), all("metrics"));
  const { antagonist, vms = 1, weights, within } = parameters;
  check(
    "parameters.antagonist",
    antagonist,
    antagonist !== undefined && antagonistNamed(antagonist) !== undefined,
    all("antagonists"),
  );
  if (weights !== undefined && weights.length !== vms)
    found.push({
      field: "parameters.weights",
      value: `a list of ${weights.length}`,
      allowed: [`one for each of the ${vms} vms`],
    });
  if (metric === "degradation" && antagonist === undefined)
    found.push({ field: "parameters.antagonist", value: "missing", allowed: all("antagonists") });
  if (within === true && antagonist === undefined)
    found.push({ field: "parameters.within", value: "true", allowed: ["false without an antagonist"] });
  if (measured === undefined) return found;
  const alone = vms === 1 && antagonist === undefined && metric !== "share";
  if ("operation" in measured) {
    for (const [field, value] of [["platform", platform] as const, ["baseline", native] as const]) {
      const known = value === undefined || platformNamed(value) === undefined || platformsOfOperations.includes(value);
      check(field, value, known, platformsOfOperations);
    }
    if (!alone) found.push({ field: "parameters", value: `more than the operation ${program}`, allowed: ["none"] });
  } else if (measured.workload.timed !== undefined && vms > 1) {
    found.push({ field: "parameters.vms", value: String(vms), allowed: [`1 with ${program}, of which only sections are timed`] });
  }
  return found;
}
