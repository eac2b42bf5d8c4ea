import { ms, us } from "@crosstalk/engine";
import {
  choose,
  compute,
  fork,
  lock,
  type Program,
  parallel,
  pipeOpen,
  pipeRead,
  pipeWrite,
  repeat,
  sequence,
  sleep,
  systemCall,
  touch,
  unlock,
  wait,
} from "@crosstalk/guest-os";

/** Computes for a time drawn anew each time. */
const think = (mean: number): Program => compute({ distribution: "exponential", mean });

const piping: Program = sequence(
  pipeOpen(1),
  fork(sequence(think(us(300)), pipeWrite(1, 40_000)), 1),
  pipeRead(1, 40_000),
  wait(1),
);
const forking: Program = sequence(fork(sequence(touch(20, "copy-on-write"), think(ms(1))), 2), think(us(500)), wait(2));
const locking: Program = repeat(3, sequence(lock("one", "sleep"), think(us(200)), unlock("one"), think(us(400))));

/** A program that does what any tenant may: it computes for random times, calls, forks, touches memory, waits. */
export function varied(rounds: number): Program {
  const ways = choose({ weight: 2, body: think(ms(1)) }, { weight: 1, body: systemCall("file-read", 50) });
  return repeat(rounds, sequence(think(ms(1)), forking, ways, piping, sleep(ms(1)), parallel(locking, locking), touch(30)));
}
