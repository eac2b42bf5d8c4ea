import { ms, type Nanoseconds, type Simulation } from "@crosstalk/engine";
import type { WorldBuilder } from "@crosstalk/experiment";
import { type Program, requestServer } from "@crosstalk/guest-os";
import { dualXeon2003 } from "@crosstalk/hardware";
import {
  type Count,
  counter,
  type Histogram,
  histogram,
  type Probe,
  readings,
  type Series,
  series,
  watch,
} from "@crosstalk/metrics";
import type { Platform } from "@crosstalk/platforms";

/** The interface that the clients send to. */
const INTERFACE = "net0";

/** How long a client waits for an answer: so long that what is slow counts as slow, not as lost. */
const PATIENCE = ms(60_000);

/** Length of the first stretches of the series; they get longer with the run. */
const STRETCH = ms(100);

/** A web server with its clients, and what they saw. */
export interface WebWorld {
  readonly simulation: Simulation;
  /** Nanoseconds from a request to its answer, of those answered since the warm-up. */
  readonly responses: Probe<Histogram>;
  /** The answers themselves, since the warm-up. */
  readonly answers: Probe<Count>;
  /** Response times over virtual time. */
  readonly course: Probe<Series>;
}

/** A tenant beside the server, with its only program. */
export interface Neighbour {
  readonly tenant: string;
  /** What the program is called. */
  readonly name: string;
  readonly program: Program;
}

/**
 * One tenant serves clients, who send requests whether or not they are answered; others run programs beside it. All share
 * one processor of the dual Xeon of Barham et al. (2003), by equal shares.
 *
 * @param rate requests a second, on average.
 */
export function webWorld(
  { simulation, host }: WorldBuilder,
  platform: Platform,
  rate: number,
  neighbours: readonly Neighbour[],
): WebWorld {
  const clients = [{ name: INTERFACE, rate, patience: PATIENCE }];
  const system = platform.boot(simulation, host("host", dualXeon2003, { processors: 1, clients }));
  system.tenant("web", { devices: [INTERFACE] }).run(requestServer(INTERFACE), "server");
  for (const { tenant, name, program } of neighbours) system.tenant(tenant, { devices: [] }).run(program, name);
  const answered = () => readings(simulation, `host/${INTERFACE}`, "ANSWERED", ({ response }) => response as Nanoseconds);
  return {
    simulation,
    responses: watch(simulation, "responses", answered(), histogram()),
    answers: watch(simulation, "answers", answered(), counter()),
    course: watch(simulation, "course", answered(), series({ width: STRETCH })),
  };
}
