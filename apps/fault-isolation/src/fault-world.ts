import { ms, type Nanoseconds, type Simulation } from "@crosstalk/engine";
import type { WorldBuilder } from "@crosstalk/experiment";
import { requestServer } from "@crosstalk/guest-os";
import { dualXeon2003, type Host } from "@crosstalk/hardware";
import { typeAtConsole } from "@crosstalk/hypervisor";
import type { Platform } from "@crosstalk/platforms";
import { anatomyOf } from "./anatomy.ts";
import type { Fault } from "./faults.ts";
import { type Happenings, watchFaults } from "./watch-faults.ts";

/** Tenants that serve, beside the one from which the fault comes. */
const SERVERS = 3;

/** Requests a second that each of them is sent: so few that none waits long for another. */
const RATE = 60;

/** How long clients wait: long beside any answer that comes at all. */
const PATIENCE = ms(50);

/** From here on service is counted: all have booted and serve. */
const BEGIN = ms(50);

/** When the fault is armed. */
const FAULT_AT = ms(200);

/** By then it has come to what it leads to, and service is counted again: a leak takes so long to fill a table. */
const HOLDS = ms(500);

/** Up to here requests count; the run goes on until the last of them has ended. */
const END = ms(750);

/** Tenants that serve beside one from which a fault comes. */
export interface FaultWorld {
  readonly simulation: Simulation;
  readonly host: Host;
  /** Names of the network interfaces of those that serve. */
  readonly interfaces: readonly string[];
  /** Names of those tenants, in the same order. */
  readonly tenants: readonly string[];
  /** Whether the system has the part that the fault is of. */
  readonly applicable: boolean;
  /** What the fault did. */
  readonly happenings: Happenings;
}

/**
 * Composes the world of a fault on a platform: three tenants that each serve clients of their own by a network interface
 * of their own, and one that has the fault. Where the system has not the part that the fault is of, nothing happens.
 */
export function faultWorld({ simulation, host: build }: WorldBuilder, platform: Platform, fault: Fault): FaultWorld {
  const interfaces = Array.from({ length: SERVERS }, (_, number) => `net${number}`);
  const tenants = interfaces.map((_, number) => `server${number}`);
  const clients = interfaces.map((name) => ({ name, rate: RATE, patience: PATIENCE }));
  const host = build("host", dualXeon2003, { processors: 1, clients });
  const system = platform.boot(simulation, host);
  interfaces.forEach((name, number) => {
    system.tenant(tenants[number] as string, { devices: [name] }).run(requestServer(name), "server");
  });
  const faulty = system.tenant("faulty", { devices: [] });
  const anatomy = anatomyOf(simulation);
  const applicable = fault.has(anatomy);
  if (applicable) {
    const arming = fault.arm(FAULT_AT);
    if (arming.by === "program") faulty.run(arming.program, "faulty");
    else if (anatomy.control !== undefined && host.processors[0] !== undefined) {
      const { hypervisor, machine } = anatomy.control;
      typeAtConsole(simulation, hypervisor, host.processors[0], "crash", machine, FAULT_AT);
    }
  }
  return { simulation, host, interfaces, tenants, applicable, happenings: watchFaults(simulation) };
}

/** Whether all requests that count have ended. */
export function isOver({ simulation, applicable }: FaultWorld): boolean {
  return !applicable || simulation.now >= END + PATIENCE;
}

/** Parts of a run in which service is counted. */
export const periods = { before: [BEGIN, FAULT_AT], after: [HOLDS, END] } as const;

/** Share of the others' requests sent in a period that were answered, and the mean response time of those, in seconds. */
export function othersService(
  { host, interfaces }: FaultWorld,
  [from, to]: readonly [Nanoseconds, Nanoseconds],
): { readonly answered: number; readonly response: number } {
  const services = interfaces.map((name) => host.service(name, from, to));
  const sent = services.reduce((sum, each) => sum + each.sent, 0);
  const responses = services.flatMap((each) => each.responses);
  return { answered: responses.length / sent, response: responses.reduce((sum, time) => sum + time, 0) / responses.length / 1e9 };
}

/**
 * Seconds from the last answer before the end of the run to that end, on average over the others: how long service has
 * been out, at least, for nothing is restarted. 0 where answers still come.
 */
export function outageOf({ host, interfaces, simulation }: FaultWorld): number {
  const silences = interfaces.map((name) => {
    const { responses, sent } = host.service(name, HOLDS, END);
    if (sent === 0 || responses.length > 0) return 0;
    return (simulation.now - Math.max(FAULT_AT, lastAnswer(host, name))) / 1e9;
  });
  return silences.reduce((sum, time) => sum + time, 0) / silences.length;
}

/** Instant of the last answer by an interface; 0 if there was none. */
export function lastAnswer(host: Host, name: string): Nanoseconds {
  return host.requests(name).reduce((last, { ended, dropped }) => (dropped ? last : Math.max(last, ended ?? 0)), 0);
}
