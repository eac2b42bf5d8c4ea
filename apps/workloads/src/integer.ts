import { fork, type Program, sequence, wait } from "@crosstalk/guest-os";
import { recorded, recordedProgram } from "./recorded.ts";
import type { Workload } from "./workload.ts";

/** Recorded programs that SPEC CPU2000's integer suite has in older versions, by SPEC's names. */
const alike: Readonly<Record<string, string>> = {
  gzip: "gzip, three levels, and a test",
  gcc: "gcc -O2 of one preprocessed file, all of Lua's library",
  parser: "the link grammar parser, sixty lines of a manual",
  perlbmk: "perl, words counted and sorted",
  gap: "GAP, a permutation group and factors of numbers",
  bzip2: "bzip2, two levels, and a test",
};

const profileOf = (name: string): string => `integer-${name === "perlbmk" ? "perl" : name}`;

/** Programs like single ones of SPEC CPU2000's integer suite: `specint-gzip` and so on. */
export const integerWorkloads: readonly Workload[] = Object.entries(alike).map(([name, about]) =>
  recorded(profileOf(name), `integer computing: ${about}`, `specint-${name}`),
);

/**
 * SPECint-like compute: the recorded programs, each in a process of its own, one after the other. Stands for the suite, and
 * for those of its programs that were not recorded.
 *
 * Simplified: today's versions and other inputs; what matters to a platform, how many system calls, faults and switches
 * come with a second of computing, is small in all of them.
 */
export const specint: Workload = {
  name: "specint",
  about: "SPECint-like compute: six integer programs one after the other",
  evidence: `${Object.keys(alike).map(profileOf).join(", ")} of profiles/, recorded with crosstalk record`,
  program: () => sequence(...Object.keys(alike).flatMap((name, label) => child(recordedProgram(profileOf(name)), label))),
};

function child(program: Program, label: number): readonly Program[] {
  return [fork(program, label), wait(label)];
}
