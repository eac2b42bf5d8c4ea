import type { Exposure, ObjectKind, Reach } from "@crosstalk/guest-os";

/** For each kind of object, what can be done to one of another's at all: there is no call that changes a port, say. */
export const reaches = {
  file: ["see", "read", "change", "disturb"],
  process: ["see", "disturb"],
  memory: ["read", "change"],
  port: ["see", "disturb"],
  ipc: ["see", "read", "change", "disturb"],
  user: ["see", "change"],
  log: ["see", "read", "disturb"],
  counter: ["see", "read"],
  table: ["disturb"],
} as const satisfies Readonly<Record<ObjectKind, readonly Reach[]>>;

/** Names of the measures of exposure, such as `file.read`: for each kind of object and what can be done to it. */
export const exposureMeasures: readonly string[] = Object.entries(reaches).flatMap(([kind, each]) =>
  each.map((reach) => `${kind}.${reach}`),
);

/** Exposure by measure: shares of the others' objects of each kind to which a prober could do each thing, 0 to 1. */
export function exposureValues(exposed: { readonly [Kind in ObjectKind]?: Exposure }): Record<string, number> {
  const values: Record<string, number> = {};
  for (const [kind, each] of Object.entries(reaches))
    for (const reach of each) {
      const share = exposed[kind as ObjectKind]?.[reach];
      if (share !== undefined) values[`${kind}.${reach}`] = share;
    }
  return values;
}

/**
 * Security isolation, 0 to 1: one less the mean, over the kinds of objects, of the mean share of others' objects to which
 * a prober could do what can be done to that kind, whichever way it went about it. All kinds count alike, and so do all
 * things that can be done to a kind.
 *
 * @param ways for each way of probing, exposure by measure.
 */
export function securityIsolation(ways: readonly Readonly<Record<string, number | undefined>>[]): number {
  const kinds = Object.entries(reaches).map(([kind, each]) => {
    const shares = each.map((reach) => Math.max(0, ...ways.map((values) => values[`${kind}.${reach}`] ?? 0)));
    return shares.reduce((sum, share) => sum + share, 0) / shares.length;
  });
  return 1 - kinds.reduce((sum, kind) => sum + kind, 0) / kinds.length;
}
