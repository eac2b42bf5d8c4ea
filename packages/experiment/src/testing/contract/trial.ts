import { ms, Simulation, seconds } from "@crosstalk/engine";
import {
  choose,
  compute,
  forever,
  fork,
  map,
  type Program,
  pipeOpen,
  pipeRead,
  pipeWrite,
  repeat,
  sequence,
  sleep,
  systemCall,
  touch,
  wait,
  write,
} from "@crosstalk/guest-os";
import { buildHost, dualXeon2003, type Host } from "@crosstalk/hardware";
import type { Platform, System } from "@crosstalk/platforms";

/** Makes the platform that is tried. */
export type PlatformMaker = () => Platform;

/** One sentence of the contract, with what checks it; fails by an assertion. */
export type Clause = readonly [sentence: string, check: (make: PlatformMaker) => void];

/** A platform on a host, to put tenants on and to run. */
export interface Trial {
  readonly simulation: Simulation;
  readonly host: Host;
  readonly system: System;
}

/** Boots a platform on the dual Xeon of 2003, with one processor unless told otherwise. */
export function trial(make: PlatformMaker, options: { readonly processors?: number; readonly seed?: number } = {}): Trial {
  const simulation = new Simulation({ seed: options.seed ?? 1 });
  const host = buildHost(simulation, "host", dualXeon2003, { processors: options.processors ?? 1 });
  return { simulation, host, system: make().boot(simulation, host) };
}

/** A program that computes for ever. */
export const hog: Program = forever(compute(seconds(1_000)));

/** Work of many kinds, in drawn amounts: computes, calls, forks, pipes, faults, sleeps. */
export const mixture: Program = forever(
  choose(
    { weight: 3, body: compute({ distribution: "exponential", mean: ms(3) }) },
    { weight: 1, body: systemCall("file-read", 20) },
    { weight: 1, body: sequence(fork(sequence(touch(20), compute(ms(1)))), wait()) },
    { weight: 1, body: sequence(pipeOpen(0), fork(pipeWrite(0, 3_000), 1), pipeRead(0, 3_000), wait(1)) },
    { weight: 1, body: sleep({ distribution: "uniform", low: ms(1), high: ms(9) }) },
    { weight: 1, body: sequence(map("heap", 50), repeat(2, write("heap", 50))) },
  ),
);

/** Processor time that a tenant has caused so far, ns. */
export function usedBy(tenant: { time(): Readonly<Record<string, number>> }): number {
  return Object.values(tenant.time()).reduce((sum, time) => sum + time, 0);
}
