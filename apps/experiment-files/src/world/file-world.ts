import type { Simulation } from "@crosstalk/engine";
import type { WorldBuilder } from "@crosstalk/experiment";
import { atClock, type HostModel, type HostOptions, hostCatalogue } from "@crosstalk/hardware";
import type { Probe, Series } from "@crosstalk/metrics";
import type { RunningProgram, Tenant, TenantOptions } from "@crosstalk/platforms";
import type { ClientsFile } from "../schema/clients.ts";
import type { HostFile, TenantFile, WorldFile } from "../schema/world.ts";
import { compilePlatform } from "./compile-platform.ts";
import { compileProgram } from "./compile-program.ts";
import type { Texts } from "./compile-trace.ts";
import { type TenantTimes, watchTimes } from "./tenant-times.ts";
import { clientsAt, interfaceOf, type WatchedClients, watchClients, watchCourse } from "./watch-clients.ts";

/** A tenant with its programs by name. */
export interface PlacedTenant {
  readonly tenant: Tenant;
  readonly times: Probe<TenantTimes>;
  readonly programs: Readonly<Record<string, RunningProgram>>;
}

/** What measures look at, by the names that the file has. */
export interface FileWorld {
  readonly simulation: Simulation;
  /** A tenant's copies; none if there are to be none. */
  readonly tenants: Readonly<Record<string, readonly PlacedTenant[]>>;
  /** Of tenants that have clients, what these see of all copies. */
  readonly clients: Readonly<Record<string, WatchedClients>>;
  /** Response times of all clients over virtual time. */
  readonly course: Probe<Series>;
}

/** A world that models would take, and that can't be what is meant. */
export class SenselessWorldError extends RangeError {
  /** Where in the file it is written. */
  readonly path: readonly string[];

  constructor(path: readonly string[], message: string) {
    super(message);
    this.path = path;
  }
}

/**
 * Composes the world that a file describes: a host of path `host`, a platform on it, tenants in the order of the file.
 *
 * @param texts of the traces that the file names.
 */
export function composeWorld({ simulation, host }: WorldBuilder, file: WorldFile, texts: Texts): FileWorld {
  const named = Object.entries(file.tenants).map(([name, of]) => ({ name, of, copies: copiesOf(name, of) }));
  const clients = named.flatMap(({ of, copies }) =>
    of.clients === undefined ? [] : copies.map((copy) => ({ copy, of: of.clients })),
  );
  const { model, options } = hostOf(file.host);
  const built = host("host", model, {
    ...options,
    ...(clients.length === 0 ? {} : { clients: clients.map(({ copy, of }) => clientsAt(interfaceOf(copy), of as ClientsFile)) }),
  });
  checkCaps(file.tenants, built.processors.length);
  const system = compilePlatform(file.platform).boot(simulation, built);
  const others = (options.devices ?? []).map(({ name }) => name);
  const place = (name: string, of: TenantFile, written: string): PlacedTenant => {
    const network = of.clients === undefined ? [] : [interfaceOf(name)];
    const devices = clients.length === 0 ? {} : { devices: [...others, ...network] };
    const tenant = system.tenant(name, { ...entitlement(of), ...devices });
    const programs = Object.entries(of.programs ?? { main: of.program ?? [] });
    const surroundings = { texts, ...(network[0] === undefined ? {} : { network: network[0] }) };
    const running = programs.map(([each, program]) => {
      const compiled = sensible(["tenants", written], () => compileProgram(program, surroundings));
      return [each, tenant.run(compiled, each)] as const;
    });
    return { tenant, times: watchTimes(simulation, tenant), programs: Object.fromEntries(running) };
  };
  const tenants = named.map(({ name, of, copies }) => [name, copies.map((copy) => place(copy, of, name))] as const);
  const watched = named.flatMap(({ name, of, copies }) => {
    return of.clients === undefined ? [] : [[name, watchClients(simulation, built, name, copies.map(interfaceOf))] as const];
  });
  return {
    simulation,
    tenants: Object.fromEntries(tenants),
    clients: Object.fromEntries(watched),
    course: watchCourse(
      simulation,
      built,
      clients.map(({ copy }) => interfaceOf(copy)),
    ),
  };
}

/** What is made at a place of the file; what is wrong is of that place. */
function sensible<Made>(path: readonly string[], make: () => Made): Made {
  try {
    return make();
  } catch (error) {
    throw new SenselessWorldError(path, error instanceof Error ? error.message : String(error));
  }
}

function copiesOf(name: string, { copies }: TenantFile): readonly string[] {
  return copies === undefined ? [name] : Array.from({ length: copies }, (_, index) => `${name}-${index + 1}`);
}

/** The model of a file's host, and how it is built. */
function hostOf(file: WorldFile["host"]): { readonly model: HostModel; readonly options: HostOptions } {
  const { name, clock, memory, processors, devices } = typeof file === "string" ? ({ name: file } as HostFile) : file;
  const found = hostCatalogue.find((each) => each.name === name);
  if (found === undefined) throw new RangeError(`there is no host ${name}`);
  const clocked = clock === undefined ? found : atClock(found, clock);
  return {
    model: memory === undefined ? clocked : { ...clocked, pages: memory },
    options: { ...(processors === undefined ? {} : { processors }), ...(devices === undefined ? {} : { devices }) },
  };
}

function checkCaps(tenants: WorldFile["tenants"], most: number): void {
  for (const [tenant, { cap }] of Object.entries(tenants))
    if (cap !== undefined && cap > most)
      throw new SenselessWorldError(
        ["tenants", tenant, "cap"],
        `the cap is ${cap}; allowed is at most ${most}, the host's processors`,
      );
}

function entitlement({ weight, cap, reservation, processors, memory }: TenantFile): TenantOptions {
  const options = { weight, cap, reservation, processors, pages: memory };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** The tenants that `tenant` or `tenant/program` names, with their programs that it names. */
export function named(
  world: FileWorld,
  names: string | readonly string[],
): readonly { readonly placed: PlacedTenant; readonly programs: RunningProgram[] }[] {
  return [names].flat().flatMap((name) => {
    const [tenant = "", program] = name.split("/");
    return (world.tenants[tenant] ?? []).map((placed) => ({
      placed,
      programs: Object.entries(placed.programs).flatMap(([each, running]) =>
        program === undefined || each === program ? [running] : [],
      ),
    }));
  });
}

/** What clients of tenants see, of those that names are of. */
export function clientsNamed({ clients }: FileWorld, names: string | readonly string[]): readonly WatchedClients[] {
  const tenants = new Set([names].flat().map((name) => name.split("/")[0] ?? ""));
  return [...tenants].flatMap((tenant) => clients[tenant] ?? []);
}
