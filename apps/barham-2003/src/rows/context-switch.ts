import { type TokenRingOptions, tokenRing, tokenRingTime } from "@crosstalk/guest-os";
import type { Row } from "./row.ts";

/** Times that the token goes round. */
const ROUNDS = 200;

/** A turn of a ring of so many processes, each with an array of so many KiB; its program is that of the guest's library. */
function ring(processes: number, kibibytes: number): Row {
  const options: TokenRingOptions = { processes, kibibytes, rounds: ROUNDS };
  return {
    name: `ctxsw ${processes}p/${kibibytes}K`,
    about: `${processes} processes pass a token round through pipes, each sums ${kibibytes} KiB of its own, less the same in one; for one turn`,
    program: tokenRing(options),
    sections: ["pipe", "round"],
    time: (of) => tokenRingTime(options, of),
  };
}

/** Rings as in the paper: two to sixteen processes, each with nothing, 16 or 64 KiB. */
export const contextSwitches: readonly Row[] = [
  ring(2, 0),
  ring(2, 16),
  ring(2, 64),
  ring(8, 16),
  ring(8, 64),
  ring(16, 16),
  ring(16, 64),
];
