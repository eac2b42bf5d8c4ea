import type { Nanoseconds } from "@crosstalk/engine";
import { compute, name, type Program, repeat, sequence } from "../program.ts";

/**
 * A program that needs an entry of a kernel's table now and then, as a server does that makes a semaphore for each
 * session: so many rounds, each of which takes one, computes for a time (on the reference host) and gives it back. What
 * became of each is in the kernel's NAMED; a round without an entry computes all the same.
 */
export function tableUser(rounds: number, time: Nanoseconds): Program {
  const semaphore = { type: "semaphore", key: 4_711 } as const;
  return repeat(
    rounds,
    sequence(name({ name: "ipcCreate", ...semaphore, mode: 0o600 }), compute(time), name({ name: "ipcRemove", ...semaphore })),
  );
}
