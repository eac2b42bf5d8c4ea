import { type Nanoseconds, type Simulation, seconds, toSeconds } from "@crosstalk/engine";
import type { WorldBuilder } from "@crosstalk/experiment";
import { mark, type Program, sequence, sleep } from "@crosstalk/guest-os";
import { dualXeon2003, type Host, type Ledger } from "@crosstalk/hardware";
import { type Mark, watchMark } from "@crosstalk/metrics";
import type { Platform, RunningProgram, TenantOptions } from "@crosstalk/platforms";
import { countOperations, kernelAt, type OperationCounter } from "@crosstalk/workloads";
import { isCausedBy } from "./evidence.ts";

/** The host: one processor of Barham's dual Xeon, with half of its memory, 1 GiB. */
const HOST_PAGES = 262_144;

/** What each of the two tenants is given, on platforms that can give it: equal weights, and 256 MiB. */
const EQUAL: TenantOptions = { weight: 256, pages: 65_536 };

/** Share of the processor to which each of two equal tenants is entitled. */
export const ENTITLEMENT = 0.5;

/** Virtual time after which a victim that has not ended counts as if it ended then. */
export const MOST = seconds(30);

/** Name of the victim's tenant. */
export const VICTIM_TENANT = "victim";
/** Name of the victim's program, with which the names of its processes begin. */
const VICTIM = "victim";
/** The mark that the victim sets when it begins its work. */
const BEGINS = "victim begins";

/** Where the processor's time had gone, and what the victim's kernel had counted, when the victim began its work. */
interface Beginning {
  readonly ledger: Readonly<Ledger>;
  /** Path of the kernel that runs the victim. */
  readonly kernel: string;
  readonly counts: Readonly<Record<string, number>>;
}

/** What happened to a victim that makes its work fail, or could have: how often. */
export interface Tally {
  /** Processes killed for want of memory. */
  readonly killed: number;
  /** Entries of a table that it wanted, and of which it was refused. */
  readonly wanted: number;
  readonly refused: number;
}

/** A victim, alone or beside an antagonist, on one platform. */
export interface ResourceWorld {
  readonly simulation: Simulation;
  readonly host: Host;
  readonly victim: RunningProgram;
  readonly begin: Mark<Beginning>;
  tally(): Tally;
  /** Operations that the processor has done for the victim since its beginning. */
  readonly operations: OperationCounter;
}

/** Counts events of a type that concern the victim, in the run's notes, so that they are saved with it. */
function counter(simulation: Simulation, type: string, key: string, concerns: (event: Event) => boolean): () => number {
  const read = (): number => (simulation.notes.get(key) as number | undefined) ?? 0;
  for (const path of simulation.paths) {
    simulation.observe(path, type).subscribe((event) => {
      if (concerns(event as unknown as Event)) simulation.notes.set(key, read() + 1);
    });
  }
  return read;
}

/** What the events that are counted have in common. */
interface Event {
  readonly tenant: unknown;
  readonly process: string;
  readonly call?: { readonly name: string };
  readonly outcome?: { readonly result: string };
}

/**
 * Puts a victim and an antagonist, if any, on a platform, as two tenants of equal entitlement, on one processor. The
 * antagonist runs from the beginning; the victim begins at an instant drawn from 0.5 to 1 s.
 *
 * The victim's work fails as a whole if one of its processes is killed for want of memory, and in part if calls that it
 * needs an entry of a table for are refused.
 */
export function resourceWorld(
  { simulation, host: build }: WorldBuilder,
  platform: Platform,
  victim: Program,
  antagonists: readonly Program[],
): ResourceWorld {
  const host = build("host", { ...dualXeon2003, pages: HOST_PAGES }, { processors: 1 });
  const system = platform.boot(simulation, host);
  const phase = sleep({ distribution: "uniform", low: seconds(0.5), high: seconds(1) });
  const running = system.tenant(VICTIM_TENANT, EQUAL).run(sequence(phase, mark(BEGINS), victim), VICTIM);
  if (antagonists.length > 0) {
    const tenant = system.tenant("antagonist", EQUAL);
    for (const [number, program] of antagonists.entries()) tenant.run(program, `antagonist${number}`);
  }
  const isVictims = ({ process }: Event): boolean => process === VICTIM || process.startsWith(`${VICTIM}.`);
  const killed = counter(simulation, "OUT_OF_MEMORY", "victim's processes killed", isVictims);
  const isCreation = ({ tenant, call }: Event): boolean => tenant === VICTIM_TENANT && call?.name === "ipcCreate";
  const wanted = counter(simulation, "NAMED", "victim's entries wanted", isCreation);
  const refused = counter(
    simulation,
    "NAMED",
    "victim's entries refused",
    (event) => isCreation(event) && event.outcome?.result !== "ok",
  );
  const isForVictim = (account: string): boolean => isCausedBy(VICTIM_TENANT, account);
  const processor = { provider: host.processors[0]?.path ?? "", id: 0 };
  const operations = countOperations(simulation, processor, isForVictim, "victim's operations");
  const beginning = (kernel: string): Beginning => {
    operations.reset();
    return { ledger: host.ledger(0), kernel, counts: kernelAt(simulation, kernel).counts };
  };
  return {
    simulation,
    host,
    victim: running,
    begin: watchMark(simulation, BEGINS, beginning),
    tally: () => ({ killed: killed(), wanted: wanted(), refused: refused() }),
    operations,
  };
}

/** Whether the victim has ended, or has had {@link MOST}. */
export function isOver({ simulation, victim }: ResourceWorld): boolean {
  return victim.ended() !== undefined || simulation.now >= MOST;
}

/** What became of the victim: `completion`, seconds from its beginning to its end; `failed`, the share of its work that failed. */
export function victimMeasures(world: ResourceWorld): { readonly completion: number; readonly failed: number } {
  const { simulation, victim, begin } = world;
  const began: Nanoseconds = begin.at() ?? 0;
  const { killed, wanted, refused } = world.tally();
  const isLost = killed > 0 || victim.killed();
  return {
    completion: toSeconds((victim.ended() ?? simulation.now) - began),
    failed: isLost ? 1 : wanted === 0 ? 0 : refused / wanted,
  };
}
