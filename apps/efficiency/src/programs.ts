import { type Program, tokenRing } from "@crosstalk/guest-os";
import { forkwaitProgram, recordedProgram, specint } from "@crosstalk/workloads";

/** A program whose time is compared between platforms. */
export interface MeasuredProgram {
  readonly name: string;
  readonly about: string;
  /** Made when it is needed, for recordings are read from files. */
  program(): Program;
}

/** Processes that fork-wait makes: enough that its own beginning is about 2 % of it. */
const PROCESSES = 100;

/** Processes of the ring, KiB that each works on, and rounds of the token: together they fill the L2 of 2003 exactly. */
const RING = { processes: 8, kibibytes: 64, rounds: 30 } as const;

const recorded = (name: string, about: string): MeasuredProgram => ({ name, about, program: () => recordedProgram(name) });

/** The programs of every run: what they do is recorded or counted natively, and is the same on every platform. */
export const programs: readonly MeasuredProgram[] = [
  recorded("integer-gzip", "a recorded run of gzip, as in SPECint: almost only user time"),
  recorded("compile", "a recorded compile of five C files"),
  recorded("database", "a recorded run of SQLite: fills tables, looks up, joins, updates"),
  {
    name: "fork-wait",
    about: "processes made and waited for, as counted natively: the worst case",
    program: () => forkwaitProgram(PROCESSES),
  },
  {
    name: "token-ring",
    about: `${RING.processes} processes that hand a token on, each working on ${RING.kibibytes} KiB: switches, and caches to be refilled`,
    program: () => tokenRing(RING),
  },
];

/** Programs that only full runs take. */
export const morePrograms: readonly MeasuredProgram[] = [
  { name: specint.name, about: specint.about, program: () => specint.program() },
  recorded("compress", "a recorded compression of an archive"),
  recorded("shell-forks", "a recorded shell script that makes many short processes"),
  recorded("compile-full", "a recorded build of all of Lua"),
];
