import type { Experiment } from "@crosstalk/experiment";

/** A shipped experiment: how to load it, here and in a worker. */
export interface CatalogueEntry {
  /** What the user calls it. */
  readonly name: string;
  /** The module whose default export it is. */
  readonly module: string;
  load(): Promise<{ readonly default: Experiment }>;
  /** URL of the module. */
  url(): string;
}

/** The shipped experiments, in order. */
export const catalogue: readonly CatalogueEntry[] = [
  {
    name: "isolation-efficiency",
    module: "@crosstalk/isolation-efficiency",
    load: () => import("@crosstalk/isolation-efficiency"),
    url: () => import.meta.resolve("@crosstalk/isolation-efficiency"),
  },
  {
    name: "cpu-crosstalk",
    module: "@crosstalk/cpu-crosstalk",
    load: () => import("@crosstalk/cpu-crosstalk"),
    url: () => import.meta.resolve("@crosstalk/cpu-crosstalk"),
  },
  {
    name: "barham-2003",
    module: "@crosstalk/barham-2003",
    load: () => import("@crosstalk/barham-2003"),
    url: () => import.meta.resolve("@crosstalk/barham-2003"),
  },
  {
    name: "efficiency",
    module: "@crosstalk/efficiency",
    load: () => import("@crosstalk/efficiency"),
    url: () => import.meta.resolve("@crosstalk/efficiency"),
  },
  {
    name: "web-latency",
    module: "@crosstalk/web-latency",
    load: () => import("@crosstalk/web-latency"),
    url: () => import.meta.resolve("@crosstalk/web-latency"),
  },
  {
    name: "noisy-neighbour",
    module: "@crosstalk/web-latency/noisy-neighbour",
    load: () => import("@crosstalk/web-latency/noisy-neighbour"),
    url: () => import.meta.resolve("@crosstalk/web-latency/noisy-neighbour"),
  },
  {
    name: "page-sharing",
    module: "@crosstalk/page-sharing",
    load: () => import("@crosstalk/page-sharing"),
    url: () => import.meta.resolve("@crosstalk/page-sharing"),
  },
  {
    name: "resource-isolation",
    module: "@crosstalk/resource-isolation",
    load: () => import("@crosstalk/resource-isolation"),
    url: () => import.meta.resolve("@crosstalk/resource-isolation"),
  },
  {
    name: "security-isolation",
    module: "@crosstalk/security-isolation",
    load: () => import("@crosstalk/security-isolation"),
    url: () => import.meta.resolve("@crosstalk/security-isolation"),
  },
  {
    name: "fault-isolation",
    module: "@crosstalk/fault-isolation",
    load: () => import("@crosstalk/fault-isolation"),
    url: () => import.meta.resolve("@crosstalk/fault-isolation"),
  },
];
