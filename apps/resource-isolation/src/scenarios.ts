import { ms } from "@crosstalk/engine";
import { cpuHog, forkBomb, type Program, resourceLeak, tableUser } from "@crosstalk/guest-os";
import { type AnyScenario, antagonistNamed, anyScenario, recordedProgram } from "@crosstalk/workloads";
import { resourceEvidence } from "./evidence.ts";
import { isOver, type ResourceWorld, resourceWorld, victimMeasures } from "./resource-world.ts";

/** Hogs of a tenant that has several. */
const HOGS = 8;

/** The victim of most scenarios: a compile of C sources as recorded, about 1.8 s alone. */
const compile = (): Program => recordedProgram("compile");

/** The victim that needs an entry of a table of its kernel's for each of 200 rounds of 5 ms. */
const service = (): Program => tableUser(200, ms(5));

function scenario(
  name: string,
  about: string,
  victim: () => Program,
  antagonists: () => readonly Program[] = () => [],
): AnyScenario {
  return anyScenario<ResourceWorld>({
    name,
    about,
    world: (builder, platform) => resourceWorld(builder, platform, victim(), antagonists()),
    ended: isOver,
    measure: victimMeasures,
    evidence: resourceEvidence,
  });
}

/** Scenarios without an antagonist, and those whose baseline they are. */
export const baselines: Readonly<Record<string, string>> = {
  "cpu-hog": "alone",
  "many-hogs": "alone",
  "fork-bomb": "alone",
  "memory-bomb": "alone",
  "small-memory-bomb": "alone",
  "resource-leak": "service-alone",
};

/** A victim alone, and beside each antagonist. */
export const resourceScenarios: readonly AnyScenario[] = [
  scenario("alone", "a compile alone", compile),
  scenario("cpu-hog", "a compile beside one process that computes for ever", compile, () => [cpuHog()]),
  scenario("many-hogs", `a compile beside ${HOGS} such processes of one tenant`, compile, () =>
    Array.from({ length: HOGS }, () => cpuHog()),
  ),
  scenario("fork-bomb", "a compile beside a process that makes others without end", compile, () => [forkBomb()]),
  scenario("memory-bomb", "a compile beside processes of 16 MiB that take all memory there is", compile, () => [
    antagonistNamed("memory-bomb"),
  ]),
  scenario("small-memory-bomb", "a compile beside the same in processes of 8 MiB, fewer than its largest has", compile, () => [
    antagonistNamed("small-memory-bomb"),
  ]),
  scenario("service-alone", "a service that needs semaphores, alone", service),
  scenario("resource-leak", "the service beside a process that takes semaphores and keeps them", service, () => [
    resourceLeak("semaphores", 10),
  ]),
];
