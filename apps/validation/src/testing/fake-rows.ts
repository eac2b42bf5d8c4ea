import { estimateMean } from "@crosstalk/metrics";
import { type EvaluatedRow, errorOf } from "../evaluation.ts";
import type { PublishedRow } from "../row.ts";

/** A published row for tests: the time of forkwait on a platform, against plain Linux. */
export function fakeRow(changes: Partial<PublishedRow> = {}): PublishedRow {
  return {
    id: "row",
    platform: "xen-2003",
    host: "dual-xeon-2003",
    program: "forkwait",
    metric: "time",
    baseline: { platform: "linux", value: 1 },
    value: 2,
    unit: "s",
    provenance: "quoted",
    ...changes,
  };
}

/** A row that was evaluated, for tests. */
export function fakeEvaluated(published: number, simulated: number, changes: Partial<EvaluatedRow> = {}): EvaluatedRow {
  const scoring = changes.scoring ?? "ratio";
  return {
    row: fakeRow(),
    role: "predicted",
    scoring,
    published,
    simulated: estimateMean([simulated]),
    deterministic: true,
    error: errorOf(scoring, simulated, published),
    ...changes,
  };
}
