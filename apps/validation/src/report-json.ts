import { counts } from "./evaluation.ts";
import type { Validation } from "./validate.ts";

/** A comparison for programs. Intervals are of 95 %; there is none where replications can't differ. */
export function validationJson({ rows, inexpressible, failures, summary }: Validation): unknown {
  return {
    rows: rows.map((each) => {
      const { row, role, scoring, published, simulated, deterministic, error } = each;
      const interval = deterministic ? {} : { low: simulated.low, high: simulated.high };
      return {
        ...row,
        role,
        counted: counts(each),
        scoring,
        published: published ?? null,
        simulated: { mean: simulated.mean, replications: simulated.n, deterministic, ...interval },
        relativeError: published === undefined || scoring === "points" ? null : simulated.mean / published - 1,
        error: error ?? null,
      };
    }),
    inexpressible: inexpressible.map(({ row, obstacles }) => ({ ...row, obstacles })),
    failures,
    summary,
  };
}
