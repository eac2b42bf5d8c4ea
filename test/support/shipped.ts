import { ms, type Simulation } from "@crosstalk/engine";
import { buildHost, dualXeon2003, type Host } from "@crosstalk/hardware";
import {
  esx2,
  linuxThreads,
  type Platform,
  plainLinux,
  userModeLinux,
  vtx2006,
  workstation32,
  xen42,
  xen304,
  xen2003,
} from "@crosstalk/platforms";
import { nested } from "./nested-xen.ts";
import { everything } from "./programs.ts";

/** The platforms that are shipped, in all their forms, and nested ones; those after Xen have no device for their tenants. */
export const platforms: readonly (Platform & { readonly hasDevice: boolean })[] = [
  { ...plainLinux(), hasDevice: true },
  { ...plainLinux({ scheduler: "eevdf" }), hasDevice: true },
  { ...xen2003(), hasDevice: true },
  { ...xen304(), hasDevice: true },
  { ...xen42({ guest: { scheduler: "eevdf", readsStolenTime: true } }), hasDevice: true },
  { ...linuxThreads(), hasDevice: false },
  { ...linuxThreads({ host: { scheduler: "eevdf" }, guest: { scheduler: "eevdf", readsStolenTime: true } }), hasDevice: false },
  { ...esx2(), hasDevice: false },
  { ...vtx2006(), hasDevice: false },
  { ...userModeLinux(), hasDevice: false },
  { ...workstation32(), hasDevice: false },
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
  /** How long plain work takes, as a ratio to the host's: a what-if that a fork may change. */
  readonly slowness?: number;
}

/** Puts two tenants with two processors each, if there are so many, on a platform; both do everything, one less often. */
export function assembleShipped(simulation: Simulation, parameters: ShippedParameters): Host {
  const { platform: index, processors, rounds, slowness = 1 } = parameters;
  const platform = platforms[index] as (typeof platforms)[number];
  const devices = platform.hasDevice ? [{ name: "disk", service: ms(3) }] : [];
  const { work } = dualXeon2003.prices;
  const prices = { ...dualXeon2003.prices, work: { ...work, value: work.value * slowness } };
  const host = buildHost(simulation, "host", { ...dualXeon2003, prices }, { processors, devices });
  const system = platform.boot(simulation, host);
  const device = platform.hasDevice ? "disk" : undefined;
  const first = system.tenant("first", { processors });
  first.run(everything(rounds, device), "main");
  first.run(everything(Math.ceil(rounds / 2)), "beside");
  system.tenant("second", { processors, weight: 512 }).run(everything(rounds, device));
  return host;
}
