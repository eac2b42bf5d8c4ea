import { type Nanoseconds, toSeconds } from "@crosstalk/engine";
import type { Measure } from "@crosstalk/experiment";
import { type CrosstalkWorld, completionTime, victimTime, whileAtWork } from "./crosstalk-world.ts";
import { sumOf, type Tally } from "./tally.ts";

/** What is measured of a victim beside hogs. The measures named `time.…` add up to the completion time. */
export const crosstalkMeasures = {
  completion: { unit: "s", about: "from the victim's beginning to its end", of: completionTime },
  "share.victim": {
    unit: "1",
    about: "the victim's part of the processor meanwhile",
    of: (world) => victimTime(world) / completionTime(world),
  },
  "share.hogs": {
    unit: "1",
    about: "all hogs' part of the processor meanwhile",
    of: (world) => toSeconds(whileAtWork(world).hogs) / completionTime(world),
  },
  steal: seconds("it could have run and others did, or the system for nobody in particular", ({ stolen }) => stolen),
  "time.user": seconds("the victim's own work", ({ victim }) => victim.user),
  "time.kernel": seconds("its kernel's work for it", ({ victim }) => victim.kernel),
  "time.hypervisor": seconds("the hypervisor's work for it", ({ victim }) => victim.hypervisor),
  "time.backend": seconds("the control domain's work for it", ({ victim }) => victim["back-end"]),
  "time.spin": seconds("spinning for locks", ({ victim }) => victim.spin),
  "time.refill": seconds("refilling caches for it", ({ victim }) => victim.refill),
  "time.hogs": seconds("taken by the hogs, with the work for them", ({ hogs }) => hogs),
  "time.idle": seconds("the processor had nothing to do", ({ idle }) => idle),
  "time.system": {
    unit: "s",
    about: "ticks, interrupts and scheduling, for nobody in particular",
    of(world) {
      const { victim, hogs, idle } = whileAtWork(world);
      return completionTime(world) - toSeconds(sumOf(victim) + hogs + idle);
    },
  },
} as const satisfies Readonly<Record<string, Measure<CrosstalkWorld>>>;

function seconds(about: string, of: (tally: Tally) => Nanoseconds | undefined): Measure<CrosstalkWorld> {
  return { unit: "s", about, of: (world) => toSeconds(of(whileAtWork(world)) ?? 0) };
}
