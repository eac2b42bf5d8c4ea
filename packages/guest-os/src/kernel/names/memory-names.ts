import type { Act } from "../act.ts";
import { spaceOf } from "../memory/spaces.ts";
import type { ProcessEntry } from "../state.ts";
import { makes } from "./checks.ts";
import { type Credentials, has } from "./credentials.ts";
import type { MemoryPath } from "./name-call.ts";
import { failed, type Outcome, succeeded } from "./outcome.ts";
import { walk } from "./path-walk.ts";
import { mayUse, READ, WRITE } from "./permission.ts";
import { memoryReference, processReference, visibleProcess } from "./visibility.ts";

/** Whether a process has a page at an address of its space, which begins at page 0. */
function maps({ context }: Act, { space }: ProcessEntry, page: number): boolean {
  return page >= 0 && page < spaceOf(context.memory, space).pages;
}

/**
 * Reads (`peek`) or writes (`poke`) memory. An address means a page of the caller's own space, so no address names
 * another's memory; a traced process's memory can be named by its user or with CAP_SYS_PTRACE: ptrace(2); the device
 * file of memory, mem(4), shows all of it to who may open it and has CAP_SYS_RAWIO. Simplified: a space is one stretch
 * from page 0; the device is asked for the memory of a process, not for a frame.
 */
export function useMemory(act: Act, process: ProcessEntry, name: "peek" | "poke", at: MemoryPath): Outcome {
  switch (at.through) {
    case "address":
      return maps(act, process, at.page) ? succeeded([memoryReference(act, process)]) : failed("SIGSEGV");
    case "trace":
      return trace(act, process, at.pid);
    case "device":
      return device(act, process, name === "peek" ? READ : WRITE, at);
  }
}

function mayTrace(caller: Credentials, target: Credentials): boolean {
  return (caller.uid === target.uid && caller.gid === target.gid) || has(caller, "CAP_SYS_PTRACE");
}

function trace(act: Act, process: ProcessEntry, pid: number): Outcome {
  const target = visibleProcess(act, process, pid);
  if (target === undefined) return failed("ESRCH");
  const found = [processReference(act, target)];
  const refused = target === process || (makes(act.context, "permissions") && !mayTrace(process.credentials, target.credentials));
  return refused ? failed("EPERM", found) : succeeded([...found, memoryReference(act, target)]);
}

function device(act: Act, process: ProcessEntry, wanted: number, at: MemoryPath & { readonly through: "device" }): Outcome {
  const { context } = act;
  const place = walk(context, process.credentials, at.path);
  if (typeof place === "string") return failed(place);
  const { inode } = place;
  if (inode === undefined) return failed("ENOENT");
  if (inode.kind !== "device") return failed("ENXIO");
  if (!mayUse(context, process.credentials, inode, wanted)) return failed("EACCES");
  if (makes(context, "permissions") && !has(process.credentials, "CAP_SYS_RAWIO")) return failed("EPERM");
  const target = context.processes[at.pid];
  return target === undefined || target === null || target.ended ? failed("ENXIO") : succeeded([memoryReference(act, target)]);
}
