import type { StoredRun, StoredRuns } from "../comparison/stored-runs.ts";

/** Results for tests: times of a queueing experiment for each shop, under seeds from 1 on. */
export function fakeResults(times: Readonly<Record<string, readonly number[]>>, more: Partial<StoredRuns> = {}): StoredRuns {
  const runs = Object.entries(times).flatMap(([shop, values]) =>
    values.map((total, replication) => ({ shop, total, replication: replication + 1 })),
  );
  return {
    experiment: "queueing",
    factors: ["shop"],
    units: { total: "s" },
    runs: runs.map(
      ({ shop, total, replication }, index): StoredRun => ({
        index: index + 1,
        levels: { shop },
        replication,
        seed: replication,
        fingerprint: `${shop}-${total}`,
        endNanoseconds: 1e9,
        values: { total },
      }),
    ),
    failures: [],
    command: "crosstalk run queueing",
    versions: { crosstalk: "0.1.0", node: "24" },
    ...more,
  };
}
