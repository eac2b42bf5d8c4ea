import { forever, fork, pipeOpen, pipeRead, pipeWrite, repeat, sequence } from "@crosstalk/guest-os";
import { type Row, timed } from "./row.ts";

const ROUNDS = 1_000;

/** Bytes of the token that goes round. */
const TOKEN = 4;

/** Pipes from the first process to the second, and back. */
const THERE = 0;
const BACK = 1;

/** A token that goes through a pipe, sent and taken by one. */
const throughPipe = sequence(pipeWrite(THERE, TOKEN), pipeRead(THERE, TOKEN));

/** A token that goes to the other process and comes back. */
const roundTrip = sequence(pipeWrite(THERE, TOKEN), pipeRead(BACK, TOKEN));

/** Two processes hand a token round through pipes; a half round, less what the pipe takes within one process. */
export const contextSwitch: Row = {
  name: "ctxsw 2p/0K",
  about: "two processes pass a token round through pipes, less write and read of a pipe in one; for one process",
  program: sequence(
    pipeOpen(THERE),
    pipeOpen(BACK),
    timed("pipe", repeat(ROUNDS, throughPipe)),
    fork(forever(sequence(pipeRead(THERE, TOKEN), pipeWrite(BACK, TOKEN)))),
    roundTrip,
    timed("round", repeat(ROUNDS, roundTrip)),
  ),
  sections: ["pipe", "round"],
  time: (of) => of("round") / ROUNDS / 2 - of("pipe") / ROUNDS,
};
