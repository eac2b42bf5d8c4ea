import { classOfSystemCall, type SystemCallClass } from "@crosstalk/guest-os";
import { RunError } from "../errors.ts";
import { type PipeNumbers, pipeInode } from "./descriptor-calls.ts";
import type { TracedCall } from "./strace-line.ts";

/** The call returned an error, or was cut short. (A handler's return hands on what it interrupted, error or not.) */
export function hasFailed(call: TracedCall): boolean {
  return call.value === null || (call.value < 0 && /^E[A-Z]/.test(call.note) && call.name !== "rt_sigreturn");
}

const unfollowed = new Set(["splice", "tee", "vmsplice"]);

/** A call's class, with what only its arguments and result tell: pipes, execs that found nothing, forks cut short. */
export function classOfCall(call: TracedCall, pipes: PipeNumbers): SystemCallClass {
  const name = classOfSystemCall(call.name);
  if (name === "exec" && hasFailed(call)) return "file-stat";
  if (name === "fork" && hasFailed(call)) return "other";
  if (name !== "file-read" && name !== "file-write") return name;
  const inode = pipeInode(call.args);
  if (inode === undefined || pipes.find(inode) === undefined) return name;
  if (unfollowed.has(call.name)) throw new RunError(`record can't follow ${call.name} on a pipe yet`);
  return name === "file-read" ? "pipe-read" : "pipe-write";
}

/** Bytes that a call moved, by direction; a direction is absent where the call isn't a request of that kind. */
export interface Moved {
  readonly read?: number;
  readonly written?: number;
}

const receives = new Set(["recvfrom", "recvmsg"]);
const sends = new Set(["sendto", "sendmsg"]);
const copies = new Set(["sendfile", "sendfile64", "copy_file_range", "splice"]);

/** Bytes that a call moved; a copy inside the kernel moves them both ways. Undefined where it moves none. */
export function movedBytes(call: TracedCall, name: SystemCallClass): Moved | undefined {
  const bytes = Math.max(0, call.value ?? 0);
  if (copies.has(call.name)) return { read: bytes, written: bytes };
  if (receives.has(call.name)) return { read: bytes };
  if (sends.has(call.name)) return { written: bytes };
  if (name === "file-read" || name === "pipe-read") return { read: call.name === "readahead" ? 0 : bytes };
  if (name === "file-write" || name === "pipe-write") return { written: bytes };
  return undefined;
}
