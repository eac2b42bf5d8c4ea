import type { EvaluatedRow } from "./evaluation.ts";

/** How many of a platform's rows were fitted. */
export interface FittedShare {
  readonly platform: string;
  readonly fitted: number;
  /** Quoted rows of it that can be expressed, each measured by itself. */
  readonly independent: number;
  /** The same, with rows that share a simulated program taken for one. */
  readonly programs: number;
}

/** How many of each platform's quoted rows were fitted, native rows left out. */
export function fittedShares(rows: readonly EvaluatedRow[]): readonly FittedShare[] {
  const own = rows.filter(({ role, row }) => role !== "native" && row.provenance === "quoted");
  return [...new Set(own.map(({ row }) => row.platform))].map((platform) => {
    const some = own.filter(({ row }) => row.platform === platform);
    const keys = some.map(({ row }) => JSON.stringify([row.program, row.metric, row.parameters ?? {}]));
    return {
      platform,
      fitted: some.filter(({ role }) => role === "fitted").length,
      independent: some.length,
      programs: new Set(keys).size,
    };
  });
}
