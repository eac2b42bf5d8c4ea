import { seconds } from "@crosstalk/engine";
import { defineExperiment, factor, level } from "@crosstalk/experiment";
import type { Case } from "./case.ts";
import { type CaseWorld, caseWorld } from "./case-world.ts";

/** A case to begin with; the cases of a comparison are given to the factor as data. */
const first: Case = { platform: "linux", host: "dual-xeon-2003", program: "forkwait", parameters: {}, until: "all" };

/**
 * Runs cases: a program of the catalogue on a platform on a host. What is compared with published rows is made of its
 * measures by the evaluation.
 */
export const caseExperiment = defineExperiment({
  name: "cases",
  about: "Programs on platforms on hosts, as published rows ask for them",
  factors: { case: factor({ levels: [level("forkwait", first)], fromJson: (json) => json as Case }) },
  world: (builder, { case: one }): CaseWorld => caseWorld(builder, one),
  until: (world) => world.ended(),
  most: seconds(3600),
  replications: 1,
  measures: {
    time: { unit: "s", about: "of the program, or of one operation", of: (world) => world.time() },
    rate: { unit: "1/s", about: "programs or operations in a second, all together", of: (world) => world.rate() },
    share: { unit: "%", about: "of processor time that the first had", of: (world) => world.share() },
  },
});
