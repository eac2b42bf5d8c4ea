import { nativeCounts, parentProgram, stretchProgram } from "@crosstalk/barham-2003";
import { exec, fork, mark, type Program, repeat, sequence, wait } from "@crosstalk/guest-os";
import type { Workload } from "./workload.ts";

/** Processes made in the paper's run of forkwait (Adams & Agesen, ASPLOS 2006). Quoted. */
export const FORKWAIT_PROCESSES = 40_000;

/** How many are made before the time is taken, and how many while it is. */
const WARM_UP = 100;
const ROUNDS = 200;

const BEGIN = "forkwait begins";
const END = "forkwait ends";

const child = stretchProgram(nativeCounts.childThatEnds);

/** A process that makes so many, one after another, each of which ends at once, and waits for each. */
export function forkwaitRounds(rounds: number): Program {
  return repeat(rounds, sequence(fork(child), parentProgram(), wait()));
}

/** So many rounds, by a process with as many pages as the one counted. */
export function forkwaitProgram(rounds: number): Program {
  return sequence(exec("forkwait", nativeCounts.parent.pages), forkwaitRounds(rounds));
}

/**
 * fork-wait: a process makes another that ends at once, and waits for it, 40,000 times; here the time of one, from fewer
 * rounds (all are equal), is multiplied.
 */
export const forkwait: Workload = {
  name: "forkwait",
  about: "40,000 processes that end at once, one after another, each waited for",
  evidence: "apps/barham-2003/evidence/counts.json: a parent and a child that ends, counted on a real machine",
  program: () => sequence(forkwaitProgram(WARM_UP), mark(BEGIN), forkwaitRounds(ROUNDS), mark(END)),
  timed: {
    sections: [{ name: "rounds", begin: BEGIN, end: END }],
    time: (of) => (of("rounds") / ROUNDS) * FORKWAIT_PROCESSES,
  },
};
