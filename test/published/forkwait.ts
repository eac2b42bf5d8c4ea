import { readFileSync } from "node:fs";
import { Simulation, seconds } from "@crosstalk/engine";
import { compute, exec, fork, type Program, repeat, sequence, systemCall, touch, wait } from "@crosstalk/guest-os";
import { buildHost, chainOf, type Ledger, pentium4Model672 } from "@crosstalk/hardware";
import type { Platform } from "@crosstalk/platforms";
import { ledgerOf } from "../support/accounts.ts";

/** Processes made in the paper. */
export const PROCESSES = 40_000;

/** How many are made here, beyond those of a shorter run, which is taken off. */
const ROUNDS = 200;

/** Instructions of a program that has just begun in a nanosecond on the reference host: 0.5 in a cycle. Recalled. */
const INSTRUCTIONS = 0.5 * 2.4;

/** What a parent and a child that ends do between the calls, counted natively on a real machine (see `about` in it). */
const counts = JSON.parse(readFileSync(new URL("../../apps/barham-2003/evidence/counts.json", import.meta.url), "utf8")) as {
  readonly parent: { readonly pages: number; readonly instructionsEachRound: number; readonly copiesEachRound: number };
  readonly childThatEnds: { readonly instructions: number; readonly faults: Record<"file" | "copy" | "zero", number> };
};

const { parent, childThatEnds: child } = counts;

const childProgram = sequence(
  compute(Math.round(child.instructions / INSTRUCTIONS)),
  systemCall("null"),
  touch(child.faults.file, "file"),
  touch(child.faults.copy, "copy-on-write"),
);

const afterFork = sequence(
  compute(Math.round(parent.instructionsEachRound / INSTRUCTIONS)),
  touch(parent.copiesEachRound, "copy-on-write"),
);

/** A process that makes so many, one after another, each of which ends at once, and waits for each. */
function forkwait(rounds: number): Program {
  return sequence(exec("forkwait", parent.pages), repeat(rounds, sequence(fork(childProgram), afterFork, wait())));
}

/** Time and accounts of a run on the Pentium 4 672. */
function run(platform: Platform, rounds: number): { readonly time: number; readonly ledger: Ledger } {
  const simulation = new Simulation({ seed: 1 });
  const host = buildHost(simulation, "host", pentium4Model672);
  const running = platform.boot(simulation, host).tenant("guest").run(forkwait(rounds));
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
