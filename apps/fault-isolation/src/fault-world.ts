import { ms, type Nanoseconds, type Simulation } from "@crosstalk/engine";
import type { WorldBuilder } from "@crosstalk/experiment";
import { requestServer } from "@crosstalk/guest-os";
import { dualXeon2003, type Host, type ProcessorAddress } from "@crosstalk/hardware";
import { typeAtConsole } from "@crosstalk/hypervisor";
import type { Platform } from "@crosstalk/platforms";
import { anatomyOf } from "./anatomy.ts";
import type { Fault } from "./faults.ts";
import { type Happenings, watchFaults } from "./watch-faults.ts";

/** Tenants that serve, beside the one from which the fault comes. */
const SERVERS = 3;

/** Requests a second that each of them is sent, or all of that number on several machines: so few that none waits long. */
const RATE = 90;

/** How long clients wait: long beside any answer that comes at all. */
const PATIENCE = ms(20);

/** From here on service is counted: all have booted and serve. */
const BEGIN = ms(50);

/** When the fault is armed. */
const FAULT_AT = ms(150);

/** For so long service is counted again, once the fault has come to what it leads to: as long as before the fault. */
const COUNTED = FAULT_AT - BEGIN;

/** One of a world's machines, with its system. */
export interface FaultyMachine {
  readonly host: Host;
  /** Names of the network interfaces of those that serve. */
  readonly interfaces: readonly string[];
  /** Names of those tenants, in the same order. */
  readonly tenants: readonly string[];
}

/** Tenants that serve beside one from which a fault comes, on one machine or several. */
export interface FaultWorld {
  readonly simulation: Simulation;
  readonly machines: readonly FaultyMachine[];
  /** Parts of the run in which service is counted; the run goes on until the last request of them has ended. */
  readonly periods: { readonly before: Period; readonly after: Period };
  /** What the fault did. */
  readonly happenings: Happenings;
}

/** From an instant up to another. */
type Period = readonly [from: Nanoseconds, to: Nanoseconds];

/**
 * Composes the world of a fault on a platform: three tenants that each serve clients of their own by a network interface
 * of their own, and one that has the fault. Where the fault wants several machines, each is sent its part of the requests,
 * so that all together do the work of one.
 */
export function faultWorld(builder: WorldBuilder, platform: Platform, fault: Fault): FaultWorld {
  const { simulation } = builder;
  const machines = Array.from({ length: fault.machines }, (_, number) => faultyMachine(builder, platform, fault, number));
  const holds = FAULT_AT + fault.settles;
  const periods = { before: [BEGIN, FAULT_AT], after: [holds, holds + COUNTED] } as const;
  return { simulation, machines, periods, happenings: watchFaults(simulation) };
}

function faultyMachine(
  { simulation, host: build }: WorldBuilder,
  platform: Platform,
  fault: Fault,
  machine: number,
): FaultyMachine {
  const servers = Array.from({ length: SERVERS }, (_, number) => SERVERS * machine + number);
  const interfaces = servers.map((number) => `net${number}`);
  const tenants = servers.map((number) => `server${number}`);
  const clients = interfaces.map((name) => ({ name, rate: RATE / fault.machines, patience: PATIENCE }));
  const host = build(machine === 0 ? "host" : `host${machine}`, dualXeon2003, { processors: 1, clients });
  const system = platform.boot(simulation, host);
  tenants.forEach((name, index) => {
    const device = interfaces[index] as string;
    system.tenant(name, { devices: [device] }).run(requestServer(device), "server");
  });
  const faulty = system.tenant(`faulty${machine}`, { devices: [] });
  const arming = fault.arm(FAULT_AT, anatomyOf(simulation, host.path));
  if (arming.by === "program") faulty.run(arming.program, "faulty");
  else typeAtConsole(simulation, arming.hypervisor, firstOf(host), "crash", arming.machine, FAULT_AT);
  return { host, interfaces, tenants };
}

function firstOf({ processors: [first], path }: Host): ProcessorAddress {
  if (first === undefined) throw new RangeError(`${path} has no processor`);
  return first;
}

/** Whether all requests that count have ended. */
export function isOver({ simulation, periods }: FaultWorld): boolean {
  return simulation.now >= periods.after[1] + PATIENCE;
}

/** Share of the others' requests sent in a period that were answered, and the mean response time of those, in seconds. */
export function othersService(
  { machines }: FaultWorld,
  [from, to]: Period,
): { readonly answered: number; readonly response: number } {
  const services = machines.flatMap(({ host, interfaces }) => interfaces.map((name) => host.service(name, from, to)));
  const sent = services.reduce((sum, each) => sum + each.sent, 0);
  const responses = services.flatMap((each) => each.responses);
  return { answered: responses.length / sent, response: responses.reduce((sum, time) => sum + time, 0) / responses.length / 1e9 };
}

/**
 * Seconds from the last answer before the end of the run to that end, on average over the others: how long service has
 * been out, at least, for nothing is restarted. 0 where answers still come, or nobody asks.
 */
export function outageOf({ machines, simulation, periods }: FaultWorld): number {
  const silences = machines.flatMap(({ host, interfaces }) =>
    interfaces.map((name) => {
      const { responses, sent } = host.service(name, periods.after[0], periods.after[1]);
      if (sent === 0 || responses.length > 0) return 0;
      return (simulation.now - Math.max(FAULT_AT, lastAnswer(host, name))) / 1e9;
    }),
  );
  return silences.reduce((sum, time) => sum + time, 0) / silences.length;
}

/** Instant of the last answer by an interface; 0 if there was none. */
export function lastAnswer(host: Host, name: string): Nanoseconds {
  return host.requests(name).reduce((last, { ended, dropped }) => (dropped ? last : Math.max(last, ended ?? 0)), 0);
}
