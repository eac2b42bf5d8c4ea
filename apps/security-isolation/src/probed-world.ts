import { ms, type Nanoseconds, type Simulation, seconds } from "@crosstalk/engine";
import type { WorldBuilder } from "@crosstalk/experiment";
import { census, type NamedEvent, type ObjectReference, prober, sequence, sleep } from "@crosstalk/guest-os";
import { dualXeon2003 } from "@crosstalk/hardware";
import { type Mark, watchMark } from "@crosstalk/metrics";
import type { Platform, RunningProgram } from "@crosstalk/platforms";
import { kernelAt, kernelOf } from "@crosstalk/workloads";
import { keepNamedEvents } from "./named-events.ts";
import { COMING_UP, knownOf, ownerProgram, settledMark, wantedBy } from "./owner.ts";

/** The tenants that own something. */
export const OWNERS: readonly string[] = ["owner0", "owner1"];
/** The tenant that probes. */
export const PROBER = "prober";
/** Virtual time after which a prober that has not ended is looked at as if it had. */
const MOST: Nanoseconds = seconds(2);

/** Two owners and a prober on one platform. */
export interface ProbedWorld {
  readonly simulation: Simulation;
  readonly prober: RunningProgram;
  /** What each owner had when it had settled. */
  readonly owned: readonly Mark<readonly ObjectReference[]>[];
  events(): readonly NamedEvent[];
}

/**
 * Puts a prober between two owners, each a tenant of its own, on one processor; all come up at drawn instants, so that
 * now the prober is first to take a name and now its owner. The prober is the same program everywhere, and knows the
 * same names. It fills what tables it can with 150 entries of each: more than there are semaphores.
 */
export function probedWorld({ simulation, host }: WorldBuilder, platform: Platform): ProbedWorld {
  const system = platform.boot(simulation, host("host", dualXeon2003, { processors: 1 }));
  const others = OWNERS.flatMap((owner, number) => knownOf(owner, number));
  const probing = prober({ others, pids: 32, uids: [0, 1_000, 1_001, 1_002], pause: ms(100), entries: 150 });
  const tenants = [OWNERS[0] as string, PROBER, OWNERS[1] as string].map((name) => system.tenant(name));
  const run = (name: string) => tenants.find((tenant) => tenant.name === name);
  OWNERS.forEach((owner, number) => void run(owner)?.run(ownerProgram(owner, number)));
  const running = run(PROBER)?.run(sequence(sleep({ distribution: "uniform", low: 0, high: COMING_UP }), probing));
  if (running === undefined) throw new Error("the prober has no tenant");
  const owned = OWNERS.map((owner) =>
    watchMark(simulation, settledMark(owner), () => census(kernelAt(simulation, kernelOf(simulation, owner)), owner)),
  );
  return { simulation, prober: running, owned, events: keepNamedEvents(simulation) };
}

/** Whether the prober has done all that it tries. */
export function isProbed({ simulation, prober: running }: ProbedWorld): boolean {
  return running.ended() !== undefined || simulation.now >= MOST;
}

/** All that the owners had or wanted to have. */
export function objectsOf({ owned }: ProbedWorld): readonly ObjectReference[] {
  return owned.flatMap((mark, number) => [...(mark.note() ?? []), ...wantedBy(OWNERS[number] as string, number)]);
}
