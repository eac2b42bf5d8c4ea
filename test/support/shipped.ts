import { ms, type Simulation } from "@crosstalk/engine";
import { buildHost, dualXeon2003, type Host } from "@crosstalk/hardware";
import { linuxThreads, type Platform, plainLinux, xen42, xen304 } from "@crosstalk/platforms";
import { nested } from "./nested-xen.ts";
import { everything } from "./programs.ts";

/** The platforms that are shipped, in all their forms, and nested ones; the last two have no device for their tenants. */
export const platforms: readonly (Platform & { readonly hasDevice: boolean })[] = [
  { ...plainLinux(), hasDevice: true },
  { ...plainLinux({ scheduler: "eevdf" }), hasDevice: true },
  { ...xen304(), hasDevice: true },
  { ...xen42({ guest: { scheduler: "eevdf", readsStolenTime: true } }), hasDevice: true },
  { ...linuxThreads(), hasDevice: false },
  { ...linuxThreads({ host: { scheduler: "eevdf" }, guest: { scheduler: "eevdf", readsStolenTime: true } }), hasDevice: false },
  { ...nested(2), hasDevice: false },
  { ...nested(3), hasDevice: false },
];

/** How a shipped scenario is set up; a JSON value. */
export interface ShippedParameters {
  /** Index of the platform. */
  readonly platform: number;
  readonly processors: number;
  /** Rounds of the tenants' programs. */
  readonly rounds: number;
  /** Time that the device takes for a request, ns; a change of it tells two forks apart. */
  readonly service?: number;
}

/** Puts two tenants with two processors each, if there are so many, on a platform; both do everything, one less often. */
export function assembleShipped(simulation: Simulation, parameters: ShippedParameters): Host {
  const { platform: index, processors, rounds, service = ms(3) } = parameters;
  const platform = platforms[index] as (typeof platforms)[number];
  const devices = platform.hasDevice ? [{ name: "disk", service }] : [];
  const host = buildHost(simulation, "host", dualXeon2003, { processors, devices });
  const system = platform.boot(simulation, host);
  const device = platform.hasDevice ? "disk" : undefined;
  const first = system.tenant("first", { processors });
  first.run(everything(rounds, device), "main");
  first.run(everything(Math.ceil(rounds / 2)), "beside");
  system.tenant("second", { processors, weight: 512 }).run(everything(rounds, device));
  return host;
}
