import { type Act, tenantNameOf } from "../act.ts";
import type { KernelContext, ProcessEntry } from "../state.ts";
import { makes } from "./checks.ts";
import { SPECTATOR_CONTEXT } from "./credentials.ts";
import type { ObjectReference } from "./outcome.ts";

/**
 * Whether what belongs to one context can be named from another: a context sees itself only, the host's processes
 * included; the spectator sees all. Linux-VServer's vx_check with WATCH or IDENT; recalled, high.
 */
export function reaches(context: Pick<KernelContext, "naming">, from: number, xid: number): boolean {
  return from === xid || from === SPECTATOR_CONTEXT || !makes(context, "context");
}

/** The process of that number, as a caller can name it: one that has ended or lies outside its context is not there. */
export function visibleProcess({ context }: Act, caller: ProcessEntry, pid: number): ProcessEntry | undefined {
  const process = context.processes[pid];
  if (process === undefined || process === null || process.ended) return undefined;
  return reaches(context, caller.credentials.xid, process.credentials.xid) ? process : undefined;
}

/** Which process it is: its place in its program's process tree. */
export function processReference(act: Act, process: ProcessEntry): ObjectReference {
  return { kind: "process", tenant: tenantNameOf(act, process), name: process.role };
}

/** The address space of a process. */
export function memoryReference(act: Act, process: ProcessEntry): ObjectReference {
  return { kind: "memory", tenant: tenantNameOf(act, process), name: process.role };
}
