import { type Nanoseconds, type Simulation, toSeconds } from "@crosstalk/engine";
import { cpuHog, type Profile } from "@crosstalk/guest-os";
import type { Host } from "@crosstalk/hardware";
import { type Mark, watchMark } from "@crosstalk/metrics";
import type { Platform, RunningProgram } from "@crosstalk/platforms";
import { sumOf, type Tally, tallyOf, tallySince } from "./tally.ts";
import { VICTIM_BEGINS, victimProgram } from "./victim.ts";

/** A victim and its neighbours on one platform. */
export interface CrosstalkWorld {
  readonly victim: RunningProgram;
  /** When the victim began its work, and where the time had gone by then. */
  readonly begin: Mark<Tally>;
  /** Where the time has gone up to now. */
  tally(): Tally;
}

const EQUAL = { weight: 256 };

/** Puts a victim and so many hogs on a platform, each a tenant of equal weight. */
export function crosstalkWorld(
  simulation: Simulation,
  host: Host,
  platform: Platform,
  profile: Profile,
  hogCount: number,
): CrosstalkWorld {
  const system = platform.boot(simulation, host);
  const tenant = system.tenant("victim", EQUAL);
  const victim = tenant.run(victimProgram(profile));
  const hogs = Array.from({ length: hogCount }, (_, number) => {
    const hog = system.tenant(`hog${number}`, EQUAL);
    hog.run(cpuHog());
    return hog;
  });
  const tally = () => tallyOf(host, tenant, hogs);
  return { victim, tally, begin: watchMark(simulation, VICTIM_BEGINS, tally) };
}

/** Seconds from the victim's beginning to its end. */
export function completionTime({ victim, begin }: CrosstalkWorld): number {
  return toSeconds(instant(victim.ended(), "ended") - instant(begin.at(), "begun"));
}

/** Where the time went while the victim worked. Taken when it has just ended. */
export function whileAtWork({ begin, tally }: CrosstalkWorld): Tally {
  const before = begin.note();
  if (before === undefined) throw new Error("the victim has not begun");
  return tallySince(before, tally());
}

/** Seconds of processor time that the victim caused while it worked. */
export function victimTime(world: CrosstalkWorld): number {
  return toSeconds(sumOf(whileAtWork(world).victim));
}

function instant(at: Nanoseconds | undefined, what: string): Nanoseconds {
  if (at === undefined) throw new Error(`the victim has not ${what}`);
  return at;
}
