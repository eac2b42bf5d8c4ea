import { ms, us } from "@crosstalk/engine";
import {
  choose,
  compute,
  deviceRequests,
  fork,
  lock,
  type Program,
  parallel,
  pipeOpen,
  pipeRead,
  pipeWrite,
  repeat,
  sequence,
  shootdown,
  sleep,
  systemCall,
  touch,
  unlock,
  wait,
} from "@crosstalk/guest-os";

/** Computes for a time drawn anew each time. */
const think = (mean: number): Program => compute({ distribution: "exponential", mean });

/** A process that writes what its parent reads, in more than a pipe holds. */
const producer: Program = repeat(3, sequence(think(us(300)), pipeWrite(1, 40_000)));
const piping: Program = sequence(pipeOpen(1), fork(producer, 1), repeat(3, pipeRead(1, 40_000)), wait(1));

/** Forks a child that writes to pages that it shares with its parent. */
const forking: Program = sequence(fork(sequence(touch(20, "copy-on-write"), think(ms(1))), 2), think(us(500)), wait(2));

const locking = (how: "spin" | "sleep"): Program =>
  repeat(4, sequence(lock(how, how), think(us(200)), unlock(how), think(us(400))));

/** A round of everything that a program can do on every platform, and of a device's requests where there is one. */
export function everything(rounds: number, device?: string): Program {
  const requests = device === undefined ? [] : [deviceRequests(device, 2)];
  const ways = choose({ weight: 2, body: think(ms(1)) }, { weight: 1, body: systemCall("file-read", 50) });
  const threads = parallel(locking("spin"), locking("sleep"), locking("spin"), locking("sleep"));
  return repeat(
    rounds,
    sequence(think(ms(1)), ...requests, forking, ways, piping, sleep(ms(1)), threads, shootdown(), touch(30)),
  );
}
