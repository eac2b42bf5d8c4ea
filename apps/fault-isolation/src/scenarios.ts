import { type AnyScenario, anyScenario } from "@crosstalk/workloads";
import { faultEvidence } from "./evidence.ts";
import { type FaultWorld, faultWorld, isOver, othersService, outageOf } from "./fault-world.ts";
import { type Fault, faults } from "./faults.ts";

/** What is measured of a fault, by name: what it is and its unit. */
export const faultMeasures = {
  lost: { unit: "1", about: "share of the other tenants' service that is lost once the fault holds" },
  outage: { unit: "s", about: "how long the others' service has been out when the run ends, on average; nothing is restarted" },
  "response.before": { unit: "s", about: "mean response time of the others before the fault" },
  "response.after": { unit: "s", about: "mean response time of the others once the fault holds, of requests that were answered" },
} as const;

/** Name of a measure of a fault. */
export type FaultMeasure = keyof typeof faultMeasures;

function measure(world: FaultWorld): Partial<Record<FaultMeasure, number>> {
  const before = othersService(world, world.periods.before);
  const after = othersService(world, world.periods.after);
  return {
    lost: Math.max(0, 1 - after.answered / before.answered),
    outage: outageOf(world),
    "response.before": before.response,
    ...(after.answered > 0 ? { "response.after": after.response } : {}),
  };
}

function scenarioOf(fault: Fault): AnyScenario {
  return anyScenario<FaultWorld>({
    name: fault.name,
    about: fault.about,
    world: (builder, platform) => faultWorld(builder, platform, fault),
    ended: isOver,
    measure,
    evidence: faultEvidence,
  });
}

/** Every fault as a scenario for any platform. */
export const faultScenarios: readonly AnyScenario[] = faults.map(scenarioOf);
