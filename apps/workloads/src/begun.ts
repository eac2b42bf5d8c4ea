import { ms } from "@crosstalk/engine";
import { mark, type Program, sequence, sleep } from "@crosstalk/guest-os";

/** The mark that a program sets when it begins the work that is measured. */
export const WORK_BEGINS = "work begins";

/**
 * A program that begins its work at a drawn instant, half a second to a second after boot, and says so by a mark: beside
 * others that run already, and anywhere relative to ticks and to the schedulers' periods. Until then it sleeps, as the
 * shell does that it would be started from. The range spans a round of four processes with slices of 100 ms.
 */
export function begun(program: Program): Program {
  return sequence(sleep({ distribution: "uniform", low: ms(500), high: ms(1_000) }), mark(WORK_BEGINS), program);
}
