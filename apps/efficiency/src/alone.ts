import { type Simulation, toSeconds } from "@crosstalk/engine";
import { dualXeon2003, type Host, type Ledger } from "@crosstalk/hardware";
import { type Mark, watchMark } from "@crosstalk/metrics";
import type { RunningProgram } from "@crosstalk/platforms";
import { begun, kernelOf, type Scenario, type ScenarioMeasures, WORK_BEGINS } from "@crosstalk/workloads";
import { activities, timeByActivity } from "./activities.ts";
import type { MeasuredProgram } from "./programs.ts";

/** A program that has a machine to itself. */
export interface AloneWorld {
  readonly simulation: Simulation;
  readonly host: Host;
  readonly program: RunningProgram;
  /** When its work began, and where the processor's time had gone by then. */
  readonly begin: Mark<Ledger>;
}

/** The tenant that has the machine to itself. */
export const ALONE = "alone";

/** What is measured of a program alone; those named `part.…` add up to `time`. */
export const aloneMeasures: ScenarioMeasures = {
  time: { unit: "s", about: "from the beginning of the program's work to its end" },
  ...Object.fromEntries(Object.entries(activities).map(([name, about]) => [`part.${name}`, { unit: "s", about }])),
};

/**
 * A program alone on one processor of the dual Xeon of Barham et al. (2003), in a tenant with the default memory. On
 * every platform the same processor, program and recording.
 */
export function aloneScenario({ name, about, program }: MeasuredProgram): Scenario<AloneWorld> {
  return {
    name: `efficiency-${name}`,
    about: `alone: ${about}`,
    world({ simulation, host: build }, platform) {
      const host = build("host", dualXeon2003, { processors: 1 });
      const running = platform.boot(simulation, host).tenant(ALONE).run(begun(program()));
      return { simulation, host, program: running, begin: watchMark(simulation, WORK_BEGINS, () => ({ ...host.ledger(0) })) };
    },
    ended: ({ program: running }) => running.ended() !== undefined,
    measure: measureAlone,
  };
}

function measureAlone({ simulation, host, program, begin }: AloneWorld): Readonly<Record<string, number>> {
  const [from, before, to] = [begin.at(), begin.note(), program.ended()];
  if (from === undefined || before === undefined || to === undefined) throw new Error("the program has not ended");
  const parts = Object.entries(timeByActivity(before, host.ledger(0), kernelOf(simulation, ALONE)));
  return { time: toSeconds(to - from), ...Object.fromEntries(parts.map(([name, time]) => [`part.${name}`, toSeconds(time)])) };
}
