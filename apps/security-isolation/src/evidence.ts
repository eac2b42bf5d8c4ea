import type { Exposure, ObjectKind } from "@crosstalk/guest-os";
import { PROBER, type SecurityWorld } from "./security-world.ts";
import type { AnsweredCalls } from "./watch-calls.ts";

/** Objects of one kind that others own, and how many of them the prober could do each thing to. */
export interface ReachedObjects {
  readonly kind: ObjectKind;
  readonly objects: number;
  readonly see: number;
  readonly read: number;
  readonly change: number;
  readonly disturb: number;
}

/** What the shares of a prober's run can be followed to. */
export interface SecurityEvidence {
  readonly of: "security";
  readonly reached: readonly ReachedObjects[];
  /** What the prober called, and what the kernels answered. */
  readonly calls: readonly AnsweredCalls[];
  /** Calls of the others that were refused. */
  readonly refused: readonly AnsweredCalls[];
}

function reachedOf(kind: ObjectKind, { objects, see, read, change, disturb }: Exposure): ReachedObjects {
  const count = (share: number): number => Math.round(share * objects);
  return { kind, objects, see: count(see), read: count(read), change: count(change), disturb: count(disturb) };
}

/** Reads from a run how many objects of each kind there were, how many were reached, and what each call was answered. */
export function securityEvidence({ exposure, calls }: SecurityWorld): SecurityEvidence {
  const all = calls();
  return {
    of: "security",
    reached: Object.entries(exposure()).map(([kind, each]) => reachedOf(kind as ObjectKind, each)),
    calls: all.filter(({ tenant }) => tenant === PROBER),
    refused: all.filter(({ tenant, answer }) => tenant !== PROBER && answer !== "ok"),
  };
}
