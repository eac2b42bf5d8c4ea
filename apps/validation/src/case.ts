import type { CaseParameters, PublishedRow } from "./row.ts";

/** One thing to simulate: a program on a platform on a host, with its neighbours. Plain data, so that workers take it. */
export interface Case {
  readonly platform: string;
  readonly host: string;
  readonly program: string;
  readonly parameters: CaseParameters;
  /** When a run ends: when all measured programs have, or the first. */
  readonly until: "all" | "first";
}

/** A case's name, the same for equal cases. */
export function nameOfCase({ platform, host, program, parameters, until }: Case): string {
  const { vms = 1, weights = [], antagonist, within = false } = parameters;
  const parts = [
    ...(vms === 1 ? [] : [`${vms} vms`]),
    ...(weights.length === 0 ? [] : [`weights ${weights.join(":")}`]),
    ...(antagonist === undefined ? [] : [antagonist]),
    ...(within ? ["the first one's"] : []),
    ...(until === "all" ? [] : ["until the first ends"]),
  ];
  return [program, platform, host, ...parts].join(", ");
}

/** The case that a row is about. */
export function caseOf({ platform, host, program, metric, parameters = {} }: PublishedRow): Case {
  return { platform, host, program, parameters, until: metric === "share" ? "first" : "all" };
}

/** The case that a row's measurement is set against; undefined where the case itself is the measurement. */
export function baselineCaseOf(row: PublishedRow): Case | undefined {
  const one = caseOf(row);
  if (row.metric === "degradation") {
    const { antagonist: _, ...rest } = one.parameters;
    return { ...one, parameters: rest };
  }
  const platform = typeof row.baseline === "object" ? row.baseline.platform : row.baseline;
  return platform === undefined ? undefined : { ...one, platform };
}
