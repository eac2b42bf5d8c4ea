import { type Nanoseconds, NEVER } from "@crosstalk/engine";
import { type ConfiguredPolicy, fairnessOf } from "@crosstalk/scheduling";

/** What a platform keeps of what tenants are entitled to of the processors, and how closely. */
export interface Enforcement {
  /**
   * Whose weights divide the processors among those that burn them: the tenants', whatever they run; those of each of
   * their virtual processors or processes; or nobody's: all processes are alike.
   */
  readonly weights: "tenants" | "virtual processors" | "processes" | "none";
  /** Whether it keeps caps and reservations; one that doesn't refuses them. */
  readonly caps: boolean;
  readonly reservations: boolean;
  /** By how much what one has had in any window of time may differ from its part, or exceed its cap, ns; `NEVER`: by any amount. */
  readonly within: Nanoseconds;
  /** By how much more it may, as a fraction of the window. */
  readonly drift: number;
}

/** A platform that promises nothing of the processors. */
export const promisesNothing: Enforcement = { weights: "none", caps: false, reservations: false, within: NEVER, drift: 0 };

/** What a platform can keep by a scheduling policy whose entities are its tenants' processes or virtual processors. */
export function enforcementOf(
  policy: ConfiguredPolicy,
  entities: "processes" | "virtual processors",
  can: { readonly reservations: boolean } = { reservations: true },
): Enforcement {
  const { weights, within, drift = 0 } = fairnessOf(policy);
  const keeps = policy.policy.enforces ?? [];
  return {
    weights: weights === "groups" ? "tenants" : weights === "entities" ? entities : "none",
    caps: keeps.includes("cap"),
    reservations: can.reservations && keeps.includes("reservation"),
    within,
    drift,
  };
}
