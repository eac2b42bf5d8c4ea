import { ms } from "@crosstalk/engine";
import { mark, type Profile, type Program, profileProgram, sequence, sleep } from "@crosstalk/guest-os";

/** The mark that the victim sets when it begins its work. */
export const VICTIM_BEGINS = "victim begins";

/**
 * The victim begins at an instant that is drawn between once and twice this time: 0.5 to 1 s. By then the hogs run, and
 * the range spans a whole round of four hogs with slices of 100 ms.
 */
export const START_PHASE = ms(500);

/**
 * A recorded program as the victim: begins at a drawn instant ({@link START_PHASE}) beside hogs that run already, and
 * says so by a mark. Until then it sleeps, as the shell does that it would be started from.
 *
 * Model notes: the recording machine counts as the catalogue's current server, so the host of 2003 takes six times the
 * recorded user time; the simulated kernel prices the system calls and faults.
 */
export function victimProgram(profile: Profile): Program {
  const phase = sleep({ distribution: "uniform", low: START_PHASE, high: 2 * START_PHASE });
  return sequence(phase, mark(VICTIM_BEGINS), profileProgram(profile));
}
