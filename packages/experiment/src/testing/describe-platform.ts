import { describe, it } from "vitest";
import { conserves } from "./contract/conserves.ts";
import { containsFaults } from "./contract/contains-faults.ts";
import { keepsShares } from "./contract/keeps-shares.ts";
import { losesNothing } from "./contract/loses-nothing.ts";
import { refuses } from "./contract/refuses.ts";
import { repeats } from "./contract/repeats.ts";
import type { PlatformMaker } from "./contract/trial.ts";

/**
 * The contract that any platform must pass, ours or a user's, as tests of vitest: call it in a test file.
 *
 * - Time is conserved: the accounts of each processor, physical and virtual, add up to the run's length.
 * - Shares, caps and reservations are kept to within what the platform declares (`sharing`); what it can't enforce it
 *   refuses.
 * - Preemption loses nothing: a program's own work takes the same processor time beside others as alone.
 * - Faults stay where they must: a process that crashes takes nobody with it.
 * - The same seed gives the same run; a run that is saved and restored goes on as if it had not been.
 *
 * @param name for the report.
 * @param make makes the platform; called for each trial, so that no state can pass from one to another.
 */
export function describePlatform(name: string, make: PlatformMaker): void {
  describe(`${name} keeps the contract of platforms`, () => {
    for (const [sentence, check] of [...conserves, ...keepsShares, ...losesNothing, ...containsFaults, ...repeats, ...refuses]) {
      it(sentence, () => check(make));
    }
  });
}
