import type { Nanoseconds } from "@crosstalk/engine";
import type { Burst, ChannelDescription, DeviceDescription, Vector } from "@crosstalk/hardware";
import type { MemoryState } from "./memory/state.ts";
import type { Confinement, Credentials, TenantUser } from "./names/credentials.ts";
import type { NameTables, NamingOptions } from "./names/name-tables.ts";

/** What a process waits for, or is about to do, when its burst is done. */
export type Effect =
  /** Carry out the instruction at the program counter. */
  | { readonly do: "instruction" }
  /** Go on. */
  | { readonly do: "continue" }
  /** The work of the next of several requests to a device has been done: hand it over. */
  | { readonly do: "request" }
  /** The request has been put on the ring, and the other end told: wait for the response. */
  | { readonly do: "notified" };

/** Why a process stands still. */
export type Waiting =
  | { readonly for: "child"; readonly label: number; readonly any: boolean; readonly reaps: boolean }
  | { readonly for: "vfork"; readonly child: number }
  | { readonly for: "time" }
  | { readonly for: "pipe-read"; readonly pipe: number }
  | { readonly for: "pipe-write"; readonly pipe: number }
  | { readonly for: "lock"; readonly lock: string }
  | { readonly for: "spin"; readonly lock: string }
  | { readonly for: "acknowledgements" }
  /** The ring to the device is full. */
  | { readonly for: "ring"; readonly channel: string; readonly request: number }
  /** `halted` is false while it is still telling the other end of a channel. */
  | { readonly for: "device"; readonly request: number; readonly halted: boolean };

/** Requests to devices that a process is to make, one after another. */
export interface Requests {
  queue: { readonly device: string; requests: number }[];
  /** The instruction is carried out again afterwards; otherwise the process goes on behind it. */
  readonly again: boolean;
}

/** A child as its parent knows it. */
export interface Child {
  readonly label: number;
  readonly pid: number;
  ended: boolean;
}

/** Stands for the program of a process that is the kernel's own, and that no tenant has started. */
export const KERNELS_OWN = -1;

/** An entry of the process table. */
export interface ProcessEntry {
  readonly pid: number;
  readonly name: string;
  /** Its place in its program's process tree, by how many children were made before: no two processes share one. */
  readonly role: string;
  /** Index of the tenant. */
  readonly tenant: number;
  /** Index of the tenant's program that it comes from, or {@link KERNELS_OWN}: locks and pipes are named within it. */
  readonly program: number;
  /** Null for a program's first process, and once its parent has ended. */
  parent: number | null;
  pc: number;
  /** Locks that it holds. */
  locks: string[];
  /** Rounds left of the loops around the program counter, innermost last. */
  rounds: number[];
  /** What the burst that it runs is made of; for what is left of it after a trap. */
  burst: Burst;
  effect: Effect;
  waiting: Waiting | null;
  children: Child[];
  /** Children that it has made so far. */
  forks: number;
  /** Write ends that it holds, by number within the program. */
  writeEnds: number[];
  /** What is still to be done of the present instruction, in bytes. */
  rest: number;
  /** Pages that the present instruction has still to touch; null: it has not begun to. */
  touching: number | null;
  /** Requests to devices that it waits for. */
  io: Requests | null;
  /** Its memory is its parent's: a thread, or a child of vfork that has not yet executed another program. */
  borrowed: boolean;
  /** Its address space; 0 once it has ended. */
  space: number;
  /** It has been ended by the kernel. */
  killed: boolean;
  began: Nanoseconds | null;
  /** Who it is when it names something. */
  credentials: Credentials;
  /** It has ended, and its parent has not asked yet. */
  ended: boolean;
}

/** A pipe with its capacity of 65,536 bytes. */
export interface Pipe {
  bytes: number;
  /** How many processes hold the write end. */
  writers: number;
  readers: number[];
  blockedWriters: number[];
}

/** A lock: who has it, and who waits, first come first served. */
export interface Lock {
  holder: number | null;
  /** The holder is not preempted, for it has taken the lock as a spinning one. */
  spins: boolean;
  waiting: { readonly pid: number; readonly ticket: number }[];
  tickets: number;
}

/** A program that a kernel is to run for a tenant. */
export interface ProgramEntry {
  readonly name: string;
  /** Index into the kernel's compiled programs. */
  readonly code: number;
  /** Processors on which it may run; absent: all. */
  readonly affinity?: readonly number[];
}

/** A tenant of a kernel. */
export interface TenantEntry {
  readonly name: string;
  readonly weight: number;
  readonly cap?: number;
  /** As whom its programs run; absent: a user of its own. */
  readonly user?: TenantUser;
  /** Root directory or context in which they run; absent: none. */
  readonly confinement?: Confinement;
  readonly programs: readonly ProgramEntry[];
}

/** A machine that a process of the kernel gives: its processors are the process's threads. */
export interface HostedMachine {
  readonly name: string;
  /** Index of the tenant to which its threads belong. */
  readonly tenant: number;
  /** Path of the actor that takes its processors' answers: the scheduler of what runs in it; empty: it stays off. */
  software: string;
  /** Numbers of the threads in the process table, by number of the processor. */
  readonly threads: readonly number[];
  /** Vectors of devices passed through to it; they go to its first thread. */
  readonly vectors: readonly Vector[];
  /** Name of the rewriting that its bursts undergo; null: none. */
  readonly rewriting: string | null;
}

/** How a kernel is set up. */
export interface KernelInput {
  readonly path: string;
  /** Path of the machine that it runs on. */
  readonly machine: string;
  readonly tenants: readonly TenantEntry[];
  readonly machines: readonly HostedMachine[];
  readonly devices: readonly DeviceDescription[];
  /** Ends of channels that the machine below describes. */
  readonly channels: readonly ChannelDescription[];
  readonly naming?: NamingOptions;
  /** The machine's pages, as they are at boot. */
  readonly memory: MemoryState;
}

/** What ended, for measures. */
export interface Ending {
  readonly tenant: number;
  readonly program: number;
  readonly began: Nanoseconds;
  readonly at: Nanoseconds;
  /** It did not end by itself. */
  readonly killed?: true;
}

/** A kernel's memory: a JSON value. */
export interface KernelContext extends KernelInput {
  processes: (ProcessEntry | null)[];
  /** Slots whose process has been reaped, and when; taken again in this order. */
  freed: { readonly pid: number; readonly at: Nanoseconds }[];
  /** Slots of the process table that have a chart. */
  slots: number;
  booted: number[];
  pipes: Record<string, Pipe>;
  locks: Record<string, Lock>;
  /** Values of the words of memory that it has written. */
  words: Record<string, number>;
  /** Processors asked to drop translations that have not yet begun to, and where they are to acknowledge. */
  shootdowns: { readonly processor: number; readonly word: string }[];
  /** Requests under way: who waits for each, by which channel it came, or that who waited has been killed. */
  requests: Record<
    string,
    { readonly pid: number } | { readonly backEnd: string; readonly request: number } | { readonly abandoned: true }
  >;
  requestNumber: number;
  /** Processors whose interrupt awaits what a device or channel has to tell, by vector, first come first. */
  fetching: Record<string, number[]>;
  /** For each processor, how many responses its handlers have put on rings that are not yet taken, and how many handlers have. */
  responding: Record<number, { responses: number; handlers: number }>;
  /** System calls made, by class, and faults and forks, by name. */
  counts: Record<string, number>;
  endings: Ending[];
  /** Extents of the pages that a bug of the kernel has written over. */
  corrupted: number[];
  /** When and why it panicked; null: it has not. */
  panic: { readonly at: Nanoseconds; readonly cause: string } | null;
  /** Tables in which names are looked up. */
  names: NameTables;
  ticket: number;
}
