import { begin } from "@crosstalk/engine";
import { assembling, type Experiment } from "@crosstalk/experiment";
import type { KernelContext } from "@crosstalk/guest-os";
import type { OperationClass, Sourced } from "@crosstalk/hardware";
import { type CountedOperation, countedProcessors, countOperations, kernelPaths, WORK_BEGINS } from "@crosstalk/workloads";
import { type HandledOperation, watchHandled } from "./handled-operations.ts";

/** An operation with its price: what a part of a run's time is made of. */
export interface PricedOperation extends CountedOperation {
  readonly price: Sourced;
  /** Nanoseconds: count × price. */
  readonly time: number;
}

/** One run of a program alone, followed down to counts and sourced costs. */
export interface FollowedRun {
  readonly platform: string;
  readonly scenario: string;
  readonly seed: number;
  /** The same as that of the run in `run.json`: following changes nothing. */
  readonly fingerprint: string;
  /** What the processor did since the program's work began, the dearest first. */
  readonly operations: readonly PricedOperation[];
  /** What of a guest's operations was handled below, the dearest first; empty without a hypervisor. */
  readonly handled: readonly HandledOperation[];
  /** System calls, faults and forks of all kernels since boot, by kernel. */
  readonly kernels: readonly { readonly path: string; readonly counts: Readonly<Record<string, number>> }[];
  /** Names of the cost tables of kernels and hypervisors, as components tell them. */
  readonly tables: readonly string[];
}

interface Described {
  readonly kind?: string;
  readonly prices?: Readonly<Record<OperationClass, Sourced>>;
  readonly costs?: { readonly name?: string };
  readonly rewriting?: { readonly name?: string };
}

/** Makes a run of an experiment again, listening to what its one processor does. */
export function followRun(experiment: Experiment, platform: string, scenario: string, seed: number): FollowedRun | undefined {
  const levels = Object.entries({ platform, scenario }).map(([name, wanted]) => {
    const { levels: usual, more } = experiment.factors[name] ?? { levels: [], more: [] };
    return [name, [...usual, ...more].find((each) => each.name === wanted)?.value] as const;
  });
  if (levels.some(([, value]) => value === undefined)) return undefined;
  const { simulation, world } = begin(assembling(experiment), Object.fromEntries(levels), { seed });
  // Started, so that its schedulers can be asked for their processors; the program's work begins later.
  simulation.run(0);
  const physical = countedProcessors(simulation).find(({ provider }) => provider === "host/cpu0");
  if (physical === undefined) return undefined;
  const counter = countOperations(simulation, physical);
  const below = watchHandled(simulation);
  for (const path of simulation.paths)
    simulation.observe(path, "MARK").subscribe((event) => {
      if (event.name !== WORK_BEGINS) return;
      counter.reset();
      below.reset();
    });
  const until = experiment.until as (world: unknown) => boolean;
  simulation.run(experiment.most, () => until(world));
  const described = Object.values(simulation.components()) as readonly Described[];
  const prices = described.find(({ kind }) => kind === "host")?.prices;
  if (prices === undefined) return undefined;
  const operations = counter
    .counted()
    .map((each): PricedOperation => ({ ...each, price: prices[each.operation], time: each.count * prices[each.operation].value }))
    .sort((a, b) => b.time - a.time);
  const kernels = kernelPaths(simulation).map((path) => ({
    path,
    counts: { ...(simulation.snapshot(path).context as KernelContext).counts },
  }));
  const tables = described.flatMap(({ costs, rewriting }) => [costs?.name, rewriting?.name]).filter((name) => name !== undefined);
  const handled = [...below.handled()].sort((a, b) => b.count * b.work - a.count * a.work);
  return {
    platform,
    scenario,
    seed,
    fingerprint: simulation.fingerprint,
    operations,
    handled,
    kernels,
    tables: [...new Set(tables)],
  };
}
