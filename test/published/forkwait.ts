import { Simulation, seconds } from "@crosstalk/engine";
import { buildHost, chainOf, type Ledger, pentium4Model672 } from "@crosstalk/hardware";
import type { Platform } from "@crosstalk/platforms";
import { FORKWAIT_PROCESSES, forkwaitProgram } from "@crosstalk/workloads";
import { ledgerOf } from "../support/accounts.ts";

/** Processes made in the paper. */
export const PROCESSES = FORKWAIT_PROCESSES;

/** How many are made here, beyond those of a shorter run, which is taken off. */
const ROUNDS = 200;

/** Time and accounts of a run on the Pentium 4 672. */
function run(platform: Platform, rounds: number): { readonly time: number; readonly ledger: Ledger } {
  const simulation = new Simulation({ seed: 1 });
  const host = buildHost(simulation, "host", pentium4Model672);
  const running = platform.boot(simulation, host).tenant("guest").run(forkwaitProgram(rounds));
  simulation.run(seconds(10), () => running.ended() !== undefined);
  const ended = running.ended();
  if (ended === undefined) throw new Error(`${platform.name} has not made ${rounds} processes in ten seconds`);
  return { time: ended, ledger: ledgerOf(host) };
}

/** What a platform needs for one process: nanoseconds in all, and by kind and activity of who spent them. */
export function forkwaitOn(platform: Platform): { readonly time: number; readonly by: Readonly<Record<string, number>> } {
  const short = run(platform, ROUNDS / 2);
  const long = run(platform, ROUNDS + ROUNDS / 2);
  const by: Record<string, number> = {};
  for (const [account, time] of Object.entries(long.ledger)) {
    const { kind, activity } = chainOf(account)[0] as { kind: string; activity?: string };
    const name = activity === undefined ? kind : `${kind}.${activity}`;
    by[name] = (by[name] ?? 0) + (time - (short.ledger[account] ?? 0)) / ROUNDS;
  }
  return { time: (long.time - short.time) / ROUNDS, by };
}
