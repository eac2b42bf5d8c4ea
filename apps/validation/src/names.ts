import { type HostModel, hostCatalogue } from "@crosstalk/hardware";
import { type Platform, platformCatalogue } from "@crosstalk/platforms";
import {
  type Antagonist,
  antagonists,
  type KernelOperation,
  kernelOperations,
  type Workload,
  workloadCatalogue,
} from "@crosstalk/workloads";
import { metrics } from "./metrics.ts";

/** What a row's program may be: a program of the catalogue, or an operation of a kernel by itself. */
export type Measured = { readonly workload: Workload } | { readonly operation: KernelOperation };

/** A thing that rows can name, and what it is. */
export interface Named {
  readonly name: string;
  readonly about: string;
}

/** Everything that rows can name, by kind. */
export const names = {
  platforms: platformCatalogue.map(({ platform }): Named => ({ name: platform.name, about: platform.about })),
  hosts: hostCatalogue.map(({ name, about }): Named => ({ name, about })),
  programs: [...workloadCatalogue, ...kernelOperations].map(({ name, about }): Named => ({ name, about })),
  metrics: metrics.map(({ name, about }): Named => ({ name, about })),
  antagonists: antagonists.map(({ name, about }): Named => ({ name, about })),
} as const;

/** A kind of names. */
export type NameKind = keyof typeof names;

/** The platform of a name; undefined if there is none. */
export function platformNamed(name: string): Platform | undefined {
  return platformCatalogue.find(({ platform }) => platform.name === name)?.platform;
}

/** The host of a name. */
export function hostNamed(name: string): HostModel | undefined {
  return hostCatalogue.find((host) => host.name === name);
}

/** The program or operation of a name. */
export function programNamed(name: string): Measured | undefined {
  const workload = workloadCatalogue.find((each) => each.name === name);
  if (workload !== undefined) return { workload };
  const operation = kernelOperations.find((each) => each.name === name);
  return operation === undefined ? undefined : { operation };
}

/** The antagonist of a name. */
export function antagonistNamed(name: string): Antagonist | undefined {
  return antagonists.find((each) => each.name === name);
}
