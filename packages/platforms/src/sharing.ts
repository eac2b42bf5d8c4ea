import type { Nanoseconds } from "@crosstalk/engine";
import type { ConfiguredPolicy, SharingBound } from "@crosstalk/scheduling";

/** What a platform promises its tenants of the processors; its contract test holds it to that. */
export interface Sharing {
  /** Who is entitled to a share: each tenant, or each of its processes, so that who has more gets more. */
  readonly among: "tenants" | "processes";
  /** Whether shares are in proportion to tenants' weights; if not, they are equal. */
  readonly weighted: boolean;
  /** Whether a tenant's cap is enforced; if not, it is refused. */
  readonly caps: boolean;
  /** Whether a tenant's reservation is enforced; if not, it is refused. */
  readonly reservations: boolean;
  /** Shares over ten seconds are right to within this fraction. */
  readonly accuracy: number;
  /** Most processor time beside cap × window that a capped tenant gets in any window. */
  readonly burst: Nanoseconds;
}

/** The bound of policies that declare none. */
const UNDECLARED: SharingBound = { accuracy: 0.1, burst: 100_000_000 };

/** What a platform promises that shares processors by a policy, among whom it says. */
export function sharingBy(scheduling: ConfiguredPolicy, among: Sharing["among"]): Sharing {
  const { ignoresWeights, enforces = [], bound } = scheduling.policy;
  return {
    among,
    weighted: ignoresWeights !== true,
    caps: enforces.includes("cap"),
    reservations: enforces.includes("reservation"),
    ...(bound === undefined ? UNDECLARED : bound.call(scheduling.policy, scheduling.parameters as never)),
  };
}

/** The same for a kernel that shares among processes or threads of tenants, which it can't cap. */
export function sharingOfKernel(scheduling: ConfiguredPolicy, among: Sharing["among"]): Sharing {
  return { ...sharingBy(scheduling, among), caps: false, reservations: false };
}
