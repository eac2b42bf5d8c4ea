import type { SystemCallClass } from "../../profile/system-call-class.ts";

/** Signals: 0 only asks whether one could be sent; SIGKILL; SIGTERM, which kills as well, for no handlers are modelled. */
export type Signal = 0 | 9 | 15;

/**
 * Which way a process takes to memory: an address of its own space, a traced process, or the device file of the
 * machine's memory. `page` counts from the beginning of the space; `handled`: the program catches the signal that an
 * address which resolves to nothing causes, and lives on.
 */
export type MemoryPath =
  | { readonly through: "address"; readonly page: number; readonly handled: boolean }
  | { readonly through: "trace"; readonly pid: number }
  | { readonly through: "device"; readonly path: string; readonly pid: number };

/** The kinds of System V IPC objects. */
export type IpcType = "segment" | "semaphore";

/** A system call by which a program names something. */
export type NameCall =
  /** Opens a file for reading and keeps it open. */
  | { readonly name: "open"; readonly path: string }
  /** Closes what it opened last, if anything. */
  | { readonly name: "close" }
  | { readonly name: "read" | "write" | "stat" | "list" | "unlink" | "chdir" | "chroot"; readonly path: string }
  /** Makes a file, directory or device file that must not be there yet. */
  | { readonly name: "create"; readonly path: string; readonly mode: number; readonly kind: "file" | "directory" | "device" }
  | { readonly name: "listProcesses" }
  /** To one process, or to all that it may signal but itself: pid -1. */
  | { readonly name: "kill"; readonly pid: number; readonly signal: Signal }
  /** Takes a port on one of the machine's addresses, or on all. */
  | { readonly name: "bind"; readonly protocol: "tcp" | "udp"; readonly port: number; readonly address?: string }
  | { readonly name: "listPorts" }
  /** Makes an object; key 0: a nameless one each time. */
  | { readonly name: "ipcCreate"; readonly type: IpcType; readonly key: number; readonly mode: number }
  | { readonly name: "ipcRead" | "ipcWrite" | "ipcRemove"; readonly type: IpcType; readonly key: number }
  | { readonly name: "ipcList"; readonly type: IpcType }
  | { readonly name: "readLog" }
  | { readonly name: "clearLog" }
  /** Load average, or free memory. */
  | { readonly name: "usage"; readonly of: "load" | "memory" }
  /** Times that a process has run. */
  | { readonly name: "processUsage"; readonly pid: number }
  | { readonly name: "listUsers" }
  | { readonly name: "setUser"; readonly uid: number }
  | { readonly name: "peek"; readonly at: MemoryPath }
  | { readonly name: "poke"; readonly at: MemoryPath };

/** Names of all calls. */
export type NameCallName = NameCall["name"];

/** What each call costs, as system calls by class: those that programs make for it on Linux. */
export const nameCallClasses: { readonly [Name in NameCallName]: readonly SystemCallClass[] } = {
  open: ["file-open"],
  close: ["file-close"],
  read: ["file-open", "file-read", "file-close"],
  write: ["file-open", "file-write", "file-close"],
  stat: ["file-stat"],
  list: ["file-open", "directory", "file-close"],
  unlink: ["file-change"],
  chdir: ["directory"],
  chroot: ["directory"],
  create: ["file-open", "file-close"],
  listProcesses: ["file-open", "directory", "file-close"],
  kill: ["signal-send"],
  bind: ["socket", "socket"],
  listPorts: ["file-open", "file-read", "file-close"],
  ipcCreate: ["other"],
  ipcRead: ["other", "memory-map", "memory-unmap"],
  ipcWrite: ["other", "memory-map", "memory-unmap"],
  ipcRemove: ["other", "other"],
  ipcList: ["file-open", "file-read", "file-close"],
  readLog: ["other"],
  clearLog: ["other"],
  usage: ["file-open", "file-read", "file-close"],
  processUsage: ["file-open", "file-read", "file-close"],
  listUsers: ["file-open", "file-read", "file-close"],
  setUser: ["null"],
  peek: [],
  poke: [],
};

/** The classes that a call costs; a way to memory that is not an address is made of calls, too. */
export function classesOf(call: NameCall): readonly SystemCallClass[] {
  if ((call.name !== "peek" && call.name !== "poke") || call.at.through === "address") return nameCallClasses[call.name];
  if (call.at.through === "trace") return ["other", "other", "other"];
  return ["file-open", call.name === "peek" ? "file-read" : "file-write", "file-close"];
}
