import { ms, Simulation, seconds } from "@crosstalk/engine";
import type { WorldBuilder } from "@crosstalk/experiment";
import {
  census,
  type Exposure,
  exposure,
  type KernelContext,
  type ObjectKind,
  type ObjectReference,
  type Program,
  prober,
  sequence,
  sleep,
} from "@crosstalk/guest-os";
import { buildHost, dualXeon2003, type Host } from "@crosstalk/hardware";
import type { Platform, RunningProgram } from "@crosstalk/platforms";
import { server } from "./victim.ts";
import { type AnsweredCalls, watchCalls } from "./watch-calls.ts";
import { watchNames } from "./watch-names.ts";

/** Name of the tenant that probes. */
export const PROBER = "prober";
/** The others, with their ports. */
const OTHERS: readonly (readonly [tenant: string, port: number])[] = [
  ["alice", 8_080],
  ["bob", 8_081],
];

/**
 * Entries of tables that the prober takes: more than a kernel has of segments (4,096) and of semaphores (128). Of open
 * files a process may have too few to fill the table.
 */
const ENTRIES = { segments: 4_100, semaphores: 130 };
/** How long it lets others come up, and how long it keeps what it has taken. */
const PAUSE = ms(300);

/** A prober among others on one platform. */
export interface SecurityWorld {
  readonly prober: RunningProgram;
  /** What the prober has reached of what others own, by kind of object. */
  exposure(): { readonly [Kind in ObjectKind]?: Exposure };
  /** What calls that name something were answered, of all tenants. */
  calls(): readonly AnsweredCalls[];
}

function compose(simulation: Simulation, host: Host, platform: Platform, probing: Program): RunningProgram {
  const system = platform.boot(simulation, host);
  const running = system.tenant(PROBER).run(probing);
  for (const [tenant, port] of OTHERS) system.tenant(tenant).run(server(tenant, port));
  return running;
}

/** Kernels of a simulation: whatever keeps tenants and tables of names. */
function kernelsOf(simulation: Simulation): readonly KernelContext[] {
  return simulation.paths.flatMap((path) => {
    const { context } = simulation.snapshot(path) as { readonly context?: Partial<KernelContext> };
    return context?.names !== undefined && context.tenants !== undefined ? [context as KernelContext] : [];
  });
}

const owned = new WeakMap<Platform, readonly ObjectReference[]>();

/**
 * What the others own on a platform once all are up, and nobody probes: from a run of its own, for a prober that comes
 * first keeps some of it from ever being there.
 */
function ownedOn(platform: Platform): readonly ObjectReference[] {
  const known = owned.get(platform);
  if (known !== undefined) return known;
  const simulation = new Simulation({ seed: 1 });
  compose(simulation, buildHost(simulation, "host", dualXeon2003, { processors: 1 }), platform, sleep(seconds(3_600)));
  simulation.run(ms(500));
  const found = kernelsOf(simulation).flatMap((kernel) =>
    OTHERS.flatMap(([tenant]) => (kernel.tenants.some(({ name }) => name === tenant) ? census(kernel, tenant) : [])),
  );
  owned.set(platform, found);
  return found;
}

/**
 * A prober and two other tenants with a server each, on one processor of the dual Xeon. The prober knows the others'
 * names, ports and keys, and tries all that a program can try; it begins with the machine (`early`: it takes what has a
 * name before its owner comes, and fills tables), or once the others are up, at an instant drawn from 0.3 to 0.4 s.
 */
export function securityWorld({ simulation, host }: WorldBuilder, platform: Platform, early: boolean): SecurityWorld {
  const others = ownedOn(platform);
  const uids = [0, 1_000, 1_001, 1_002];
  const probing = prober({ others, uids, pause: PAUSE, entries: early ? ENTRIES : 0, destroys: !early });
  const phase = sleep({ distribution: "uniform", low: ms(300), high: ms(400) });
  const program = early ? probing : sequence(phase, probing);
  const running = compose(simulation, host("host", dualXeon2003, { processors: 1 }), platform, program);
  const events = watchNames(simulation, PROBER);
  const calls = watchCalls(simulation);
  return { prober: running, exposure: () => exposure(events(), PROBER, others), calls };
}
