import { type AnyScenario, anyScenario } from "@crosstalk/workloads";
import { securityEvidence } from "./evidence.ts";
import { exposureValues } from "./isolation.ts";
import { type SecurityWorld, securityWorld } from "./security-world.ts";

function scenario(name: string, about: string, early: boolean): AnyScenario {
  return anyScenario<SecurityWorld>({
    name,
    about,
    world: (builder, platform) => securityWorld(builder, platform, early),
    ended: ({ prober }) => prober.ended() !== undefined,
    measure: ({ exposure }) => exposureValues(exposure()),
    evidence: securityEvidence,
  });
}

/** The two ways of probing: before the others come up, and after. */
export const securityScenarios: readonly AnyScenario[] = [
  scenario("prober-first", "a prober that takes names and fills tables before the others come", true),
  scenario("prober-among", "a prober among others that are up, which destroys at the end what it can", false),
];
