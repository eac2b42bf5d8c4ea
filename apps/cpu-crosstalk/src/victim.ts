import { mark, type Profile, type Program, profileProgram, sequence, sleep } from "@crosstalk/guest-os";
import { START_PHASE } from "./hog.ts";

/** The mark that the victim sets when it begins its work. */
export const VICTIM_BEGINS = "victim begins";

/**
 * A recorded program as the victim: begins at a drawn instant after all hogs have begun, and says so by a mark.
 *
 * Model notes: user time counts as recorded, as if the recording machine and the simulated host did plain work equally
 * fast; the simulated kernel prices the system calls and faults.
 */
export function victimProgram(profile: Profile): Program {
  const phase = sleep({ distribution: "uniform", low: START_PHASE, high: 2 * START_PHASE });
  return sequence(phase, mark(VICTIM_BEGINS), profileProgram(profile));
}
