import type { Nanoseconds } from "@crosstalk/engine";
import { type CountedOperation, kernelAt } from "@crosstalk/workloads";
import type { ResourceWorld } from "./resource-world.ts";

type Counts = Readonly<Record<string, number>>;

/** What the time of a victim and the share of its work that failed can be followed to. */
export interface ResourceEvidence {
  readonly of: "resource";
  /** How it went out: it ended, was killed, or was still at work when the run was over. */
  readonly outcome: "ended" | "killed" | "unfinished";
  /** Virtual times of the victim's beginning, and of its end or that of the run. */
  readonly began: Nanoseconds;
  readonly until: Nanoseconds;
  /** Processes of the victim's that were killed for want of memory; entries of tables that it wanted, and was refused. */
  readonly killed: number;
  readonly wanted: number;
  readonly refused: number;
  /** All time of the one processor meanwhile, in nanoseconds by account; adds up to the time between the two instants. */
  readonly time: Counts;
  /**
   * Path of the kernel that runs the victim, and what it has counted meanwhile: of all tenants that it has. It counts calls
   * and faults as it plans a stretch of work, so what was planned together with the victim's beginning is not in it.
   */
  readonly kernel: string;
  readonly counts: Counts;
  /** Operations that the processor did meanwhile for the victim. */
  readonly operations: readonly CountedOperation[];
}

/** What has been added between two readings; what has not changed is left out. */
function added(before: Counts, after: Counts): Counts {
  const differences = Object.entries(after).map(([name, count]) => [name, count - (before[name] ?? 0)] as const);
  return Object.fromEntries(differences.filter(([, difference]) => difference !== 0));
}

/** Whether an account is of time that a tenant has caused: by its programs, or by a kernel or a machine of its own. */
export function isCausedBy(tenant: string, account: string): boolean {
  const owner = account.slice(account.lastIndexOf(":") + 1);
  return owner.split("/").includes(tenant);
}

/** Reads from a run where the time of its processor went while the victim was at work, and what was done in it. */
export function resourceEvidence(world: ResourceWorld): ResourceEvidence | undefined {
  const { simulation, host, victim, begin, tally, operations } = world;
  const [began, before] = [begin.at(), begin.note()];
  if (began === undefined || before === undefined) return undefined;
  const { killed, wanted, refused } = tally();
  const ended = victim.ended();
  return {
    of: "resource",
    outcome: killed > 0 || victim.killed() ? "killed" : ended === undefined ? "unfinished" : "ended",
    began,
    until: ended ?? simulation.now,
    killed,
    wanted,
    refused,
    time: added(before.ledger, host.ledger(0)),
    kernel: before.kernel,
    counts: added(before.counts, kernelAt(simulation, before.kernel).counts),
    operations: operations.counted(),
  };
}
