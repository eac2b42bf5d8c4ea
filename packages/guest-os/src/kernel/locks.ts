import { ModelError, NEVER } from "@crosstalk/engine";
import type { Instruction } from "../code.ts";
import { type Act, halt, lockName, lockOf, order, processOf, spinAccount } from "./act.ts";
import { resume } from "./effects.ts";
import type { Lock, ProcessEntry } from "./state.ts";

/** Name of the word of memory on which those who wait for a lock spin: who is served. */
function wordOf(name: string): string {
  return `lock ${name}`;
}

/**
 * Takes a lock if it is free. Otherwise the process waits its turn, first come first served: spinning, it keeps its
 * processor; sleeping, it blocks. Who spins on a lock or holds one that others spin on is not preempted by its own
 * kernel; a hypervisor below knows nothing of it.
 */
export function takeLock(act: Act, process: ProcessEntry, { lock: short, wait }: Instruction & { do: "lock" }): boolean {
  const name = lockName(process, short);
  const lock = lockOf(act, name);
  if (lock.holder === process.pid) throw new ModelError(`${process.name} takes lock ${short}, but holds it already`);
  if (wait === "spin") order(act, { type: "PREEMPTION", entity: process.pid, allowed: false });
  if (lock.holder === null) {
    lock.spins = wait === "spin";
    give(lock, process, name);
    return true;
  }
  lock.tickets += 1;
  const ticket = lock.tickets;
  lock.waiting.push({ pid: process.pid, ticket });
  if (wait === "sleep") halt(act, process, { for: "lock", lock: name });
  else spinUntil(act, process, { word: wordOf(name), value: ticket }, { for: "spin", lock: name });
  return false;
}

/** Lets a process burn its processor until a word of memory has reached a value. */
export function spinUntil(
  act: Act,
  process: ProcessEntry,
  until: { word: string; value: number },
  waiting: NonNullable<ProcessEntry["waiting"]>,
): void {
  process.waiting = waiting;
  act.context.ticket += 1;
  const { ticket } = act.context;
  order(act, { type: "SPIN", processor: process.pid, ticket, until, account: spinAccount(act, process), timer: NEVER });
}

/** Gives a lock up; who has waited longest has it now. */
export function releaseLock(act: Act, process: ProcessEntry, short: string): void {
  const name = lockName(process, short);
  const lock = lockOf(act, name);
  if (lock.holder !== process.pid) throw new ModelError(`${process.name} gives lock ${short} up, but does not hold it`);
  process.locks.splice(process.locks.indexOf(name), 1);
  if (lock.spins) order(act, { type: "PREEMPTION", entity: process.pid, allowed: true });
  pass(act, lock, name);
}

/** A process that is killed gives up the locks that it holds, and no longer waits for any: as robust futexes do. */
export function abandonLocks(act: Act, process: ProcessEntry): void {
  const { waiting } = process;
  if (waiting?.for === "lock" || waiting?.for === "spin") {
    const lock = lockOf(act, waiting.lock);
    lock.waiting = lock.waiting.filter(({ pid }) => pid !== process.pid);
  }
  for (const name of process.locks.splice(0)) pass(act, lockOf(act, name), name);
}

function give(lock: Lock, process: ProcessEntry, name: string): void {
  lock.holder = process.pid;
  process.locks.push(name);
}

function pass(act: Act, lock: Lock, name: string): void {
  const next = lock.waiting.shift();
  lock.holder = null;
  if (next === undefined) return;
  const waiter = processOf(act, next.pid);
  give(lock, waiter, name);
  lock.spins = waiter.waiting?.for === "spin";
  if (lock.spins) order(act, { type: "WRITE", token: { word: wordOf(name), value: next.ticket } });
  else resume(act, waiter);
}
