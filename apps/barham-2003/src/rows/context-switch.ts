import { forever, fork, type Program, pipeOpen, pipeRead, pipeWrite, repeat, sequence } from "@crosstalk/guest-os";
import { type Row, timed } from "./row.ts";

/** Times that the token goes round. */
const ROUNDS = 500;

/** Bytes of the token that goes round. */
const TOKEN = 4;

/**
 * Processes in a ring hand a token on through pipes, each after it has gone over its working set; a turn of one of them,
 * less what the pipe and the working set take within one process. `work`: going over a working set of so many KiB.
 */
function tokenRing(processes: number, kibibytes: number, work: Program): Row {
  const pipes = Array.from({ length: processes }, (_, pipe) => pipe);
  const last = processes - 1;
  /** A token that goes through a pipe, sent and taken by one. */
  const throughPipe = sequence(pipeWrite(0, TOKEN), pipeRead(0, TOKEN), work);
  /** A token that goes to all others and comes back. */
  const round = sequence(pipeWrite(0, TOKEN), pipeRead(last, TOKEN), work);
  const others = pipes
    .slice(1)
    .map((pipe) => fork(forever(sequence(pipeRead(pipe - 1, TOKEN), work, pipeWrite(pipe, TOKEN))), pipe));
  return {
    name: `ctxsw ${processes}p/${kibibytes}K`,
    about: `${processes} processes pass a token round through pipes, each with ${kibibytes} KiB of its own, less the same in one; for one turn`,
    program: sequence(
      ...pipes.map((pipe) => pipeOpen(pipe)),
      timed("pipe", repeat(ROUNDS, throughPipe)),
      ...others,
      round,
      timed("round", repeat(ROUNDS, round)),
    ),
    sections: ["pipe", "round"],
    time: (of) => of("round") / ROUNDS / processes - of("pipe") / ROUNDS,
  };
}

/** Two processes that hand a token round and do nothing else. */
export const contextSwitch: Row = tokenRing(2, 0, sequence());
