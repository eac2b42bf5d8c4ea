import { ms, seconds } from "@crosstalk/engine";
import { compute } from "@crosstalk/guest-os";
import { expect } from "vitest";
import { type Clause, hog, mixture, type PlatformMaker, trial } from "./trial.ts";

const WORK = ms(200) + 1;

/** Processor time of a program's own work, and when it ended, beside other tenants or none. */
function ownWork(make: PlatformMaker, beside: boolean): { readonly user: number; readonly ended: number } {
  const { simulation, system } = trial(make);
  const tenant = system.tenant("victim", { weight: 256 });
  const program = tenant.run(compute(WORK));
  if (beside) {
    system.tenant("hog", { weight: 256 }).run(hog);
    system.tenant("mixture", { weight: 256 }).run(mixture);
  }
  simulation.run(seconds(30), () => program.ended() !== undefined);
  return { user: tenant.time().user ?? 0, ended: program.ended() ?? Number.NaN };
}

/** That being preempted costs a program none of its work. */
export const losesNothing: readonly Clause[] = [
  [
    "loses nothing by preemption: a program's own work takes as much processor time beside others as alone, and ends",
    (make) => {
      const alone = ownWork(make, false);
      const beside = ownWork(make, true);
      expect(alone.user).toBe(WORK);
      expect(beside.user).toBe(WORK);
      expect(beside.ended).toBeGreaterThan(alone.ended);
    },
  ],
];
