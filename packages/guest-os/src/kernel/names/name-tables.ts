import { fromConstants } from "@crosstalk/hardware";
import { linuxTableConstants } from "../constants.ts";
import type { IpcType } from "./name-call.ts";

/** A file, directory or device file. */
export interface Inode {
  readonly kind: "file" | "directory" | "device";
  /** Path from the host's root under which it was made: says which file it is to observers outside. */
  readonly path: string;
  /** Tenant whose it is; empty: the system's. */
  readonly tenant: string;
  readonly owner: number;
  readonly group: number;
  /** Permission bits, 0o1777 at most; 0o1000 (sticky): only owners may remove what is in the directory. */
  readonly mode: number;
  /** Its content, with the inode's number: raised by each write. */
  version: number;
  /** Inode of the directory above. */
  readonly parent: number;
  /** Of a directory: inodes by `/name`. */
  readonly entries: Record<string, number>;
  /** Linux-VServer's barrier: nobody in a context passes through this directory. */
  readonly barrier: boolean;
  /** Of a password file: whose users are listed in it. */
  readonly users: readonly string[];
}

/** A file to be there when the kernel boots; directories above it that are missing are made as root's, for all to read. */
export interface FileSeed {
  readonly path: string;
  /** `file` by default. */
  readonly kind?: Inode["kind"];
  /** Tenant whose it is; owned by its user unless `owner` says otherwise. */
  readonly tenant?: string;
  readonly owner?: number;
  readonly group?: number;
  /** 0o644 by default, 0o755 for directories. */
  readonly mode?: number;
  readonly users?: readonly string[];
}

/** Who has a port on an address. */
export interface Binding {
  readonly tenant: string;
  readonly pid: number;
  readonly xid: number;
}

/** A System V IPC object. */
export interface IpcObject {
  readonly type: IpcType;
  readonly key: string;
  readonly tenant: string;
  readonly owner: number;
  readonly group: number;
  readonly mode: number;
  readonly xid: number;
  version: number;
}

/** What a process holds that is given back when it ends. */
export interface Held {
  files: number;
  ports: { readonly port: string; readonly address: string }[];
}

/** Tables that all share and that can be full: of open files, and of IPC objects of each type. */
export type Table = "files" | "segments" | "semaphores";

/** What a context may take only so much of. */
export type Limited = Table | "processes";

/** Sizes of the kernel's tables. */
export type TableSizes = { readonly [Name in Table]: number };

/** Sizes on Linux 2.6. */
export const defaultTableSizes: TableSizes = fromConstants(() => ({
  files: linuxTableConstants.files.value,
  segments: linuxTableConstants.segments.value,
  semaphores: linuxTableConstants.semaphores.value,
}));

/** Files that a process may have open. */
export const MOST_OPEN_FILES = linuxTableConstants.filesOfProcess.value;

/** Parts of the kernel that decide what a look-up finds. A kernel without one of them is for trying what it is worth. */
export interface Checks {
  /** Owners, groups, modes and users. */
  readonly permissions: boolean;
  /** The filter of processes, IPC objects, addresses and log by context. */
  readonly context: boolean;
  readonly barrier: boolean;
  /** Limits of contexts. */
  readonly limits: boolean;
}

/** What a kernel is told of names when it is assembled. */
export interface NamingOptions {
  readonly files?: readonly FileSeed[];
  /** Addresses of the machine. */
  readonly addresses?: readonly string[];
  readonly tables?: Partial<TableSizes>;
  /** All are made, unless it is said that one is not. */
  readonly checks?: Partial<Checks>;
}

/** The tables of a kernel in which names are looked up: JSON values. */
export interface NameTables {
  /** Empty until a path is looked up. Number 0 is the host's root. */
  inodes: (Inode | null)[];
  freeInodes: number[];
  /** By `protocol:port`, then by address, `*` for all. */
  ports: Record<string, Record<string, Binding>>;
  /** By `type:key`, then by context. */
  ipc: Record<string, Record<string, IpcObject>>;
  /** Number of the last nameless IPC object. */
  nameless: number;
  log: { readonly tenant: string; readonly text: string; readonly at: number }[];
  held: Record<string, Held>;
  /** Entries of tables in use by all, and what each context has taken. */
  used: Record<Table, number>;
  usedBy: Record<string, Record<Limited, number>>;
  /** Processes that die as soon as they let go of what can't be left. */
  doomed: number[];
  /** Processes killed in the last instant in which any was: answers for them may be on their way. */
  killed: { readonly pid: number; readonly at: number }[];
}

/** Tables in which nothing has a name yet. */
export function emptyNameTables(): NameTables {
  return {
    inodes: [],
    freeInodes: [],
    ports: {},
    ipc: {},
    nameless: 0,
    log: [],
    held: {},
    used: { files: 0, segments: 0, semaphores: 0 },
    usedBy: {},
    doomed: [],
    killed: [],
  };
}
