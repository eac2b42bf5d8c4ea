import { NEVER } from "@crosstalk/engine";
import { platformParameters } from "@crosstalk/experiment-files";
import { type HostModel, hostCatalogue, type Sourced } from "@crosstalk/hardware";
import { type Platform, platformCatalogue } from "@crosstalk/platforms";
import type { Item, Parameter } from "./item.ts";

/** The shipped platforms, with what they keep of tenants' entitlements. */
export function platformItems(): readonly Item[] {
  return platformCatalogue.map(({ platform }) => platformItem(platform));
}

/** The shipped hosts, with all constants, their units and sources. */
export function hostItems(): readonly Item[] {
  return hostCatalogue.map(hostItem);
}

function platformItem(platform: Platform): Item {
  const { name, about, year, tenants, enforces, sources } = platform;
  const { weights, caps, reservations, within, drift } = enforces;
  return {
    name,
    about,
    facts: { year, tenants, sources: sources.join("; ") },
    parameters: [
      { name: "weight", default: 256, unit: "1", about: `of a tenant, 1 to 65535; divides time among: ${weights}` },
      { name: "cap", default: caps ? "none" : "refused", unit: "processors", about: "most that a tenant gets" },
      { name: "reservation", default: reservations ? "none" : "refused", unit: "processors", about: "least, while it wants it" },
      {
        name: "within",
        default: within >= NEVER ? "any" : within / 1e6,
        unit: "ms",
        about: `by which a part may be missed in any window${drift > 0 ? `, and ${drift} of the window` : ""}`,
      },
      ...platformParameters(platform),
    ],
  };
}

function hostItem(host: HostModel): Item {
  const { name, about, year, processors, pages } = host;
  return {
    name,
    about,
    facts: { year, processors, "memory [MiB]": pages / 256 },
    parameters: constantsIn(host, ""),
  };
}

/** Every sourced constant of a model, wherever in it, by its path. */
function constantsIn(value: unknown, path: string): Parameter[] {
  if (typeof value !== "object" || value === null) return [];
  if (isSourced(value)) {
    const { unit, provenance, source } = value;
    return [{ name: path, default: value.value, unit, about: `${provenance}: ${source}` }];
  }
  return Object.entries(value).flatMap(([key, part]) => constantsIn(part, path === "" ? key : `${path}.${key}`));
}

function isSourced(value: object): value is Sourced {
  return "provenance" in value && "range" in value && "source" in value;
}
