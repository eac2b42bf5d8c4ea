import type { FaultMeasure } from "./scenarios.ts";

/**
 * Fault isolation of a platform: the mean, over the faults, of the share of the other tenants' service that is kept. Every
 * platform is asked about the same faults. Each counts alike: how often each happens is not in it. Undefined where nothing
 * was measured.
 *
 * @param measured what was measured of each fault, on one platform.
 */
export function faultIsolation(measured: readonly Readonly<Partial<Record<FaultMeasure, number>>>[]): number | undefined {
  const kept = measured.flatMap(({ lost }) => (lost === undefined ? [] : [1 - lost]));
  return kept.length === 0 ? undefined : kept.reduce((sum, each) => sum + each, 0) / kept.length;
}
