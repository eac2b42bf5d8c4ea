import { estimateMean } from "@crosstalk/metrics";
import type { IsolationKind } from "../parts.ts";
import type { PlatformScore } from "../scores.ts";

/** A platform's score for tests: its efficiency, and its fault, resource and security isolation, with narrow intervals. */
export function scoreOf(platform: string, efficiency: number, kinds: Readonly<Record<IsolationKind, number>>): PlatformScore {
  const about = (value: number) => estimateMean([value - 1e-6, value, value + 1e-6]);
  const { fault, resource, security } = kinds;
  return {
    platform,
    efficiency: about(efficiency),
    kinds: { fault: about(fault), resource: about(resource), security: about(security) },
    isolation: about((fault + resource + security) / 3),
    scenarios: {},
  };
}
