import { ModelError, now } from "@crosstalk/engine";
import type { Admission, AdmissionDraft } from "@crosstalk/scheduling";
import type { Instruction } from "../code.ts";
import { type Act, halt, order, processOf, processPath, runBurst } from "./act.ts";
import { linuxMemoryConstants, processWeight } from "./constants.ts";
import { resume } from "./effects.ts";
import { goOn } from "./interpret.ts";
import { takesWithinLimit } from "./memory/context-limit.ts";
import { mapImage } from "./memory/heap.ts";
import { workAndWait } from "./memory/paying.ts";
import { makeRoom } from "./memory/pressure.ts";
import { createSpace, forkSpace, leaveSpace, spaceOf } from "./memory/spaces.ts";
import { enterProcess, leaveProcess, mayFork as mayForkByTables } from "./memory/tables.ts";
import { enterContext, leaveContext, mayFork, releaseNames } from "./names/birth-and-end.ts";
import type { Credentials } from "./names/credentials.ts";
import { closePipe, inheritWriteEnds } from "./pipes.ts";
import type { Child, ProcessEntry } from "./state.ts";

/** Frames for page tables of a new address space, with some for a larger image's. */
const newSpace = (): number => linuxMemoryConstants.newSpace.value;

/** Who a new process is. */
export interface Birth {
  readonly name: string;
  readonly role: string;
  readonly tenant: number;
  readonly program: number;
  readonly parent: number | null;
  readonly pc: number;
  readonly space: number;
  readonly borrowed: boolean;
  readonly affinity?: readonly number[] | undefined;
  readonly credentials: Credentials;
}

/**
 * A slot of the process table. One that is freed in this instant is not taken again before the next: its chart may
 * still have to hear of the end of the process that was in it.
 */
function freeSlot({ context }: Act): number {
  const first = context.freed[0];
  if (first === undefined || first.at === now()) return context.processes.length;
  context.freed.shift();
  return first.pid;
}

/** Makes an entry of the process table, with its chart, and lets it run. */
export function createProcess(act: Act, birth: Birth): ProcessEntry {
  const { context } = act;
  const pid = freeSlot(act);
  enterProcess(context.memory);
  const { affinity } = birth;
  // Field by field: copying an object without one of its fields takes many times as long.
  const process: ProcessEntry = {
    name: birth.name,
    role: birth.role,
    tenant: birth.tenant,
    program: birth.program,
    parent: birth.parent,
    pc: birth.pc,
    space: birth.space,
    borrowed: birth.borrowed,
    credentials: birth.credentials,
    pid,
    locks: [],
    rounds: [],
    burst: [],
    effect: { do: "continue" },
    waiting: null,
    children: [],
    forks: 0,
    writeEnds: [],
    rest: 0,
    touching: null,
    io: null,
    killed: false,
    began: now(),
    ended: false,
  };
  context.processes[pid] = process;
  enterContext(act, process);
  const mirror = processPath(context.path, pid);
  if (pid >= context.slots) {
    context.slots = pid + 1;
    act.out.push({ type: "engine.spawn", factory: `${context.path}/process`, path: mirror, input: {} });
  }
  const plain: AdmissionDraft = {
    entity: pid,
    client: context.path,
    index: pid,
    virtual: false,
    group: birth.tenant,
    share: { weight: processWeight(context.tenants[birth.tenant]?.weight) },
    mirror,
  };
  if (affinity !== undefined) plain.affinity = affinity;
  const { parent, borrowed: sharesMemory } = birth;
  const admission: Admission = parent === null ? plain : { parent, sharesMemory, ...plain };
  order(act, { type: "ADMIT", admission });
  return process;
}

/**
 * Makes a child, and says so by FORKED; the parent goes on, or stands still until the child has given its memory back.
 * If there is no number or no memory for it, the parent goes on without, and the kernel says so by FORK_FAILED.
 */
export function fork(act: Act, parent: ProcessEntry, { label, entry, how }: Instruction & { do: "fork" }): void {
  const answer = mayFork(act, parent) ? mayForkByTables(act, parent, how) : "no";
  if (answer === "later") return;
  if (answer === "no") {
    parent.pc += 1;
    goOn(act, parent);
    return;
  }
  const { tenant, program, credentials } = parent;
  const { memory } = act.context;
  const parents = spaceOf(memory, parent.space);
  if (how !== "process") parents.users += 1;
  const space = how === "process" ? forkSpace(memory, parents) : parents;
  const name = `${parent.name}.${label}`;
  const child = createProcess(act, {
    name,
    role: `${parent.role}.${parent.forks}`,
    tenant,
    program,
    parent: parent.pid,
    pc: entry,
    space: space.id,
    borrowed: how !== "process",
    credentials,
  });
  parent.forks += 1;
  inheritWriteEnds(act, parent, child);
  parent.children.push({ label, pid: child.pid, ended: false });
  act.out.push({ type: "FORKED", parent: parent.name, child: name, how });
  goOn(act, child, true);
  if (how === "vfork") halt(act, parent, { for: "vfork", child: child.pid });
  else {
    parent.pc += 1;
    goOn(act, parent);
  }
}

/** The process has another image now: pages of the program's file, which may have to be read. */
export function replaceImage(act: Act, process: ProcessEntry, { program, pages }: Instruction & { do: "exec" }): void {
  const { memory } = act.context;
  const image = pages ?? act.model.imagePages;
  if (makeRoom(act, process, image + newSpace()) !== "room") return;
  const before = process.borrowed ? 0 : spaceOf(memory, process.space).pages;
  if (!takesWithinLimit(act, process, image - before)) return;
  leaveSpace(memory, spaceOf(memory, process.space));
  const space = createSpace(memory, process.credentials.xid);
  process.space = space.id;
  const read = mapImage(memory, space, program, image);
  giveBack(act, process);
  if (read > 0 && memory.fileDevice !== null) workAndWait(act, process, [], { read, swappedIn: 0 }, false);
  else {
    process.pc += 1;
    goOn(act, process);
  }
}

/** A child of vfork no longer needs its parent's memory: the parent goes on. */
function giveBack(act: Act, process: ProcessEntry): void {
  if (!process.borrowed) return;
  process.borrowed = false;
  if (process.parent === null) return;
  const parent = processOf(act, process.parent);
  if (parent.waiting?.for === "vfork" && parent.waiting.child === process.pid) resume(act, parent);
}

/** Whether the child that is waited for has ended; if not, the process stands still until it has. Then says so by WAITED. */
export function waitForChild(act: Act, process: ProcessEntry, { label, any, reaps }: Instruction & { do: "wait" }): boolean {
  const candidates = process.children.filter((child) => any || child.label === label);
  if (candidates.length === 0) return true;
  const ended = candidates.find((child) => child.ended);
  if (ended === undefined) {
    halt(act, process, { for: "child", label, any, reaps });
    return false;
  }
  waited(act, process, ended, reaps);
  return true;
}

function waited(act: Act, process: ProcessEntry, child: Child, reaps: boolean): void {
  act.out.push({ type: "WAITED", parent: process.name, child: `${process.name}.${child.label}`, reaps });
  if (reaps) reap(act, process, child);
}

function reap(act: Act, parent: ProcessEntry, child: Child): void {
  parent.children = parent.children.filter((each) => each !== child);
  removeEntry(act, child.pid);
}

function removeEntry(act: Act, pid: number): void {
  leaveContext(act, processOf(act, pid));
  leaveProcess(act.context.memory);
  act.context.processes[pid] = null;
  act.context.freed.push({ pid, at: now() });
  act.out.push({ type: "REAP", to: processPath(act.context.path, pid) });
}

/** Ends a process: gives up what it holds, tells its parent, leaves its children to nobody. */
export function end(act: Act, process: ProcessEntry): void {
  const { context } = act;
  const [lock] = process.locks;
  if (lock !== undefined) throw new ModelError(`${process.name} ends, but holds lock ${lock}`);
  for (const pipe of [...process.writeEnds]) closePipe(act, process, pipe);
  process.ended = true;
  releaseNames(act, process);
  giveBack(act, process);
  leaveSpace(context.memory, spaceOf(context.memory, process.space));
  process.space = 0;
  for (const { pid, ended } of process.children) {
    if (ended) removeEntry(act, pid);
    else processOf(act, pid).parent = null;
  }
  process.children = [];
  const parent = process.parent === null ? null : processOf(act, process.parent);
  if (parent === null) {
    if (process.name === context.tenants[process.tenant]?.programs[process.program]?.name) {
      const { tenant, program } = process;
      const killed = process.killed ? ({ killed: true } as const) : {};
      context.endings.push({ tenant, program, began: process.began ?? 0, at: now(), ...killed });
      act.out.push({ type: "PROGRAM_ENDED", tenant, program, ...killed });
    }
  } else tellParent(act, parent, process.pid);
  order(act, { type: "EXIT", entity: process.pid });
  if (parent === null) removeEntry(act, process.pid);
}

function tellParent(act: Act, parent: ProcessEntry, pid: number): void {
  const child = parent.children.find((each) => each.pid === pid);
  if (child === undefined) return;
  child.ended = true;
  const { waiting } = parent;
  if (waiting?.for !== "child" || !(waiting.any || waiting.label === child.label)) return;
  waited(act, parent, child, waiting.reaps);
  resume(act, parent);
}

/** Runs what is left of a burst after work has been put before it. */
export function runRest(act: Act, process: ProcessEntry, before: ProcessEntry["burst"], left: number): void {
  runBurst(act, process, [...before, ...process.burst.slice(process.burst.length - left)], process.effect);
}
