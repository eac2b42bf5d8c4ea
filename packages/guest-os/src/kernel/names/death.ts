import { now } from "@crosstalk/engine";
import { type Act, order, pipeOf, tenantNameOf } from "../act.ts";
import { end } from "../processes.ts";
import { entrySegment } from "../segments.ts";
import type { ProcessEntry } from "../state.ts";

/**
 * Kills a process by a signal, with the threads that share its memory. One that stands where Linux does not interrupt
 * it (it waits for a device, for a child of vfork to leave its memory, or spins) or that holds a lock dies once it has
 * got past that. Dying is the work of the processor on which the signal was sent. Simplified: on Linux a process that
 * was not running would do this work when it runs next; locks are taken to be the kernel's, which no signal takes away.
 */
export function kill(act: Act, process: ProcessEntry): void {
  for (const member of threadsOf(act, leaderOf(act, process))) {
    if (member.ended || act.context.names.doomed.includes(member.pid)) continue;
    if (mayDie(member)) die(act, member);
    else act.context.names.doomed.push(member.pid);
  }
}

function mayDie({ locks, waiting }: ProcessEntry): boolean {
  if (locks.length > 0) return false;
  return waiting === null || ["child", "time", "pipe-read", "pipe-write", "lock"].includes(waiting.for);
}

function isVforkChild({ waiting }: ProcessEntry, pid: number): boolean {
  return waiting?.for === "vfork" && waiting.child === pid;
}

function leaderOf({ context }: Act, process: ProcessEntry): ProcessEntry {
  let leader = process;
  for (let parent = process.parent; leader.borrowed && parent !== null; parent = leader.parent) {
    const above = context.processes[parent];
    if (above === undefined || above === null || isVforkChild(above, leader.pid)) break;
    leader = above;
  }
  return leader;
}

function threadsOf(act: Act, leader: ProcessEntry): ProcessEntry[] {
  const threads = leader.children.flatMap(({ pid, ended }) => {
    const child = ended ? null : act.context.processes[pid];
    return child?.borrowed === true && !isVforkChild(leader, pid) ? threadsOf(act, child) : [];
  });
  return [...threads, leader];
}

/** Whether a process that goes on is to die instead; if so, it has. */
export function diesNow(act: Act, process: ProcessEntry): boolean {
  const { doomed } = act.context.names;
  if (process.locks.length > 0 || !doomed.includes(process.pid)) return false;
  doomed.splice(doomed.indexOf(process.pid), 1);
  die(act, process);
  return true;
}

function die(act: Act, process: ProcessEntry): void {
  const { names } = act.context;
  leaveQueues(act, process);
  process.waiting = null;
  const work = entrySegment(act, process, { do: "exit", killed: true });
  if (work !== undefined) order(act, { type: "WORK", work: [work] });
  if (names.killed.some(({ at }) => at < now())) names.killed = [];
  names.killed.push({ pid: process.pid, at: now() });
  act.out.push({ type: "KILLED", tenant: tenantNameOf(act, process), process: process.role, pid: process.pid });
  end(act, process);
}

function leaveQueues(act: Act, process: ProcessEntry): void {
  const { waiting, pid } = process;
  if (waiting?.for === "pipe-read") remove(pipeOf(act, process, waiting.pipe).readers, pid);
  else if (waiting?.for === "pipe-write") remove(pipeOf(act, process, waiting.pipe).blockedWriters, pid);
  else if (waiting?.for === "lock") {
    const lock = act.context.locks[waiting.lock];
    if (lock !== undefined) lock.waiting = lock.waiting.filter((each) => each.pid !== pid);
  }
}

function remove(list: number[], pid: number): void {
  const index = list.indexOf(pid);
  if (index >= 0) list.splice(index, 1);
}

/** Whether an answer that the scheduler gives for a process was on its way when the process was killed. */
export function isLate({ context }: Act, pid: number): boolean {
  return context.names.killed.some((each) => each.pid === pid && each.at === now());
}
