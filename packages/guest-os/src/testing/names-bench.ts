import type { ModelEvent } from "@crosstalk/engine";
import type { NameCall } from "../kernel/names/name-call.ts";
import type { NamedEvent } from "../kernel/names/name-event.ts";
import type { NamingOptions } from "../kernel/names/name-tables.ts";
import { name, type Program, sequence } from "../program.ts";
import { type KernelBench, type KernelBenchOptions, kernelBench } from "./kernel-bench.ts";

/** Where the bench stops. */
export const NAMES_END = 5_000_000;

/** A kernel whose programs name things. */
export interface NamesBench {
  readonly bench: KernelBench;
  readonly events: readonly NamedEvent[];
  /** What a tenant's calls came to, in order: `call result found...`, found as `kind tenant name`. */
  said(tenant: string): string[];
  /** Only the results. */
  results(tenant: string): string[];
}

/** A program that makes these calls, one after another. */
export const naming = (...calls: readonly NameCall[]): Program => sequence(...calls.map(name));

/** Runs programs, each as a tenant of its own, to the end. */
export function runNames(
  programs: Readonly<Record<string, Program>>,
  tenants: NonNullable<KernelBenchOptions["tenants"]> = {},
  options: NamingOptions = {},
  more: KernelBenchOptions = {},
): NamesBench {
  const bench = kernelBench(programs, { ...more, tenants, kernel: { ...more.kernel, naming: options } });
  const events: NamedEvent[] = [];
  bench.simulation.observe("kernel").subscribe((event: ModelEvent) => {
    if (event.type === "NAMED") events.push(event as unknown as NamedEvent);
  });
  bench.until(NAMES_END);
  const of = (tenant: string): NamedEvent[] => events.filter((each) => each.tenant === tenant);
  return {
    bench,
    events,
    said: (tenant) =>
      of(tenant).map(({ call, outcome: { result, found } }) =>
        [`${call.name} ${result}`, ...found.map((each) => `${each.kind} ${each.tenant} ${each.name}`)].join(", "),
      ),
    results: (tenant) => of(tenant).map(({ outcome }) => outcome.result),
  };
}

/** A user. */
export const user = (uid: number) => ({ uid, gid: uid });
/** The superuser. */
export const root = user(0);
/** A Linux-VServer context for root of a guest, under /vservers. */
export const context = (id: number, more: object = {}) => ({
  user: root,
  confinement: { id, root: `/vservers/v${id}`, addresses: [`10.0.0.${id}`], ...more },
});
/** The machine's addresses in tests of contexts. */
export const addresses: readonly string[] = ["127.0.0.1", "10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4"];
