import type { Nanoseconds } from "@crosstalk/engine";
import { compute, forever, fork, mark, type Program, pipeOpen, pipeRead, pipeWrite, repeat, sequence } from "../program.ts";
import { programConstants } from "./constants.ts";

/** A ring of processes. */
export interface TokenRingOptions {
  /** Processes in it, at least 2. */
  readonly processes: number;
  /** KiB of the array that each process sums up when it has the token, a multiple of 4; 0: none. */
  readonly kibibytes: number;
  /** Times that the token goes round; 100 by default. */
  readonly rounds?: number;
}

const usualRounds = (): number => programConstants.ringRounds.value;

/** Bytes of the token. */
const token = (): number => programConstants.ringToken.value;

/** KiB of a page: a definition. */
const KIB_IN_PAGE = 4;

/** Cache lines of 64 bytes in a KiB. */
const LINES_IN_KIB = 16;

/** Nanoseconds of summing the integers of a line that is in the cache; it is subtracted again, so it hardly matters. */
const lineTime = (): number => programConstants.ringLine.value;

function timed(section: string, program: Program): Program {
  return sequence(mark(`${section} begins`), program, mark(`${section} ends`));
}

/**
 * The program of lmbench's lat_ctx: processes in a ring hand a token on through pipes, each summing an array of its own
 * when it has got it. Its marks begin and end two sections: `pipe`, in which one process alone writes to a pipe, reads
 * from it and sums its array, so many rounds, with everything in the caches; and `round`, in which the token goes round.
 * {@link tokenRingTime} is what lmbench makes of them.
 */
export function tokenRing({ processes, kibibytes, rounds = usualRounds() }: TokenRingOptions): Program {
  if (!Number.isSafeInteger(processes) || processes < 2)
    throw new RangeError(`a token ring has ${processes} processes; allowed is a whole number of at least 2`);
  if (!Number.isSafeInteger(kibibytes / KIB_IN_PAGE) || kibibytes < 0)
    throw new RangeError(`a token ring sums ${kibibytes} KiB; allowed is a multiple of ${KIB_IN_PAGE} of at least 0`);
  const sum =
    kibibytes === 0
      ? sequence()
      : compute(Math.round(kibibytes * LINES_IN_KIB * lineTime()), { pages: kibibytes / KIB_IN_PAGE, intensity: 1 / lineTime() });
  const pipes = Array.from({ length: processes }, (_, pipe) => pipe);
  const members = pipes
    .slice(1)
    .map((member) => fork(forever(sequence(pipeRead(member - 1, token()), sum, pipeWrite(member, token()))), member));
  const roundTrip = sequence(pipeWrite(0, token()), pipeRead(processes - 1, token()), sum);
  const throughPipe = sequence(pipeWrite(0, token()), pipeRead(0, token()), sum);
  return sequence(
    ...pipes.map(pipeOpen),
    throughPipe,
    timed("pipe", repeat(rounds, throughPipe)),
    ...members,
    roundTrip,
    timed("round", repeat(rounds, roundTrip)),
  );
}

/** Time of a switch from one process of a ring to the next, ns, from the lengths of its program's sections, as lmbench has it. */
export function tokenRingTime(
  { processes, rounds = usualRounds() }: TokenRingOptions,
  of: (section: "pipe" | "round") => Nanoseconds,
): number {
  return of("round") / rounds / processes - of("pipe") / rounds;
}
