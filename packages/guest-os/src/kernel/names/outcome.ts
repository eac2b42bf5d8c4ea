/** Why a system call fails, as errno(3) names it; `SIGSEGV`: an address that resolves to nothing. */
export type Failure =
  | "EPERM"
  | "ENOENT"
  | "ESRCH"
  | "EAGAIN"
  | "EACCES"
  | "EEXIST"
  | "ENOTDIR"
  | "EISDIR"
  | "ENXIO"
  | "ENFILE"
  | "EMFILE"
  | "ENOSPC"
  | "EADDRINUSE"
  | "EADDRNOTAVAIL"
  | "SIGSEGV";

/** Kinds of objects that programs name. `table`: the room that a tenant needs in a table of the kernel that can be full. */
export type ObjectKind = "file" | "process" | "port" | "ipc" | "user" | "log" | "counter" | "memory" | "table";

/** All kinds, in the order in which they are shown. */
export const objectKinds: readonly ObjectKind[] = ["file", "process", "memory", "port", "ipc", "user", "log", "counter", "table"];

/** Which object it is, told so that an observer outside can tell it from all others: no program sees this. */
export interface ObjectReference {
  readonly kind: ObjectKind;
  /** Name of the tenant whose it is; empty: the system's own. */
  readonly tenant: string;
  readonly name: string;
}

/** What a look-up came to. */
export interface Outcome {
  readonly result: "ok" | Failure;
  /** Objects that the caller has learned of by it, or has acted on: also those that were refused by name. */
  readonly found: readonly ObjectReference[];
  /** Which content of a file was read or written. */
  readonly version?: number;
}

const nothing: readonly ObjectReference[] = [];

/** A look-up that failed; `found`: what the caller learned of all the same. */
export function failed(result: Failure, found: readonly ObjectReference[] = nothing): Outcome {
  return { result, found };
}

/** A look-up that succeeded; `version`: which content of a file or object was read or written. */
export function succeeded(found: readonly ObjectReference[] = nothing, version?: number): Outcome {
  return version === undefined ? { result: "ok", found } : { result: "ok", found, version };
}
