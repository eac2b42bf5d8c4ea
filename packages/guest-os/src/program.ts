import type { Nanoseconds } from "@crosstalk/engine";
import type { NameCall } from "./kernel/names/name-call.ts";
import type { SystemCallClass } from "./profile/system-call-class.ts";

/** A length of time, fixed or drawn anew each time the operation is executed. */
export type Duration =
  | Nanoseconds
  | { readonly distribution: "uniform"; readonly low: Nanoseconds; readonly high: Nanoseconds }
  | { readonly distribution: "exponential"; readonly mean: Nanoseconds }
  /** `variation` is the coefficient of variation. */
  | { readonly distribution: "lognormal"; readonly mean: Nanoseconds; readonly variation: number };

/** Memory that a program works on for a while, as far as caches and translation buffers see it. */
export interface WorkingSet {
  /** Pages of 4 KiB that it goes over. */
  readonly pages: number;
  /** How many of them it writes to; none by default. */
  readonly written?: number;
  /** Cache-line accesses for each nanosecond of plain work. */
  readonly intensity: number;
}

/** Counts of system calls by class. */
export type Calls = { readonly [Class in SystemCallClass]?: number };

/** One operation of a program, with its count: a thousand system calls are one event. */
export type Operation =
  /** Plain work in user mode, on the reference host; `on`: memory of its address space that it works on. */
  | { readonly do: "compute"; readonly time: Duration; readonly on?: WorkingSet }
  /** User work, system calls and page faults, mixed evenly. */
  | {
      readonly do: "run";
      readonly user: Nanoseconds;
      readonly calls: Calls;
      readonly faults: number /** Pages that it has at most at a time: faults beyond are on pages that it has. */;
      readonly peak?: number;
    }
  /** Takes page faults of a kind: first touch of a zero page, write to a shared page, write to a protected page (signal). */
  | { readonly do: "touch"; readonly pages: number; readonly fault: "zero" | "copy-on-write" | "protection" | "file" }
  /** Makes a region of so many pages, or lengthens it by them: of nothing, or of a file from its beginning. */
  | { readonly do: "map"; readonly region: string; readonly pages: number; readonly file?: string; readonly shared?: boolean }
  /** Reads or writes so many pages of a region: the next ones in order, from the beginning again after the last. */
  | { readonly do: "access"; readonly region: string; readonly pages: number; readonly writes: boolean }
  /** Takes a region away. */
  | { readonly do: "unmap-region"; readonly region: string }
  /** Reads or writes the next pages of a file by one call, from the beginning again after `size` pages. */
  | { readonly do: "file"; readonly file: string; readonly pages: number; readonly size: number; readonly writes: boolean }
  /** Gives so many pages of a mapping back: one call of class `memory-unmap`, and the work of each page. */
  | { readonly do: "unmap"; readonly pages: number }
  /** Makes a child that runs another program; `label` is what `wait` calls it. */
  | { readonly do: "fork"; readonly label: number; readonly child: Program; readonly how: "process" | "vfork" | "thread" }
  /** Replaces the image; `pages`: what the new one maps, by default what the kernel takes for a small program. */
  | { readonly do: "exec"; readonly program: string; readonly pages?: number }
  /** Waits until a child has ended; `any`: whichever ends first. */
  | {
      readonly do: "wait";
      readonly label: number;
      readonly any: boolean;
      readonly reaps: boolean;
      readonly through: SystemCallClass;
    }
  | { readonly do: "sleep"; readonly time: Duration; readonly through: SystemCallClass }
  /** Stands still until something outside the model happens. */
  | { readonly do: "block"; readonly time: Duration; readonly through: SystemCallClass }
  | { readonly do: "pipe-open"; readonly pipe: number }
  /** Blocks until so many bytes have come; 0: until the last writer has gone and the pipe is empty. */
  | { readonly do: "pipe-read"; readonly pipe: number; readonly bytes: number; readonly requests: number }
  | { readonly do: "pipe-write"; readonly pipe: number; readonly bytes: number; readonly requests: number }
  | { readonly do: "pipe-close"; readonly pipe: number }
  /** Takes a lock, named within the program: a spinning one burns the processor until it has it, a sleeping one blocks. */
  | { readonly do: "lock"; readonly lock: string; readonly wait: "spin" | "sleep" }
  | { readonly do: "unlock"; readonly lock: string }
  /** Changes a mapping that other processors may have cached: interrupts them, and waits for all to acknowledge. */
  | { readonly do: "shootdown" }
  /** Sends requests to a device, one after another, and blocks until each is complete. */
  | { readonly do: "device"; readonly device: string; readonly requests: number }
  | { readonly do: "yield" }
  /** Says that a point has been reached: emitted by the kernel as MARK. */
  | { readonly do: "mark"; readonly name: string }
  /**
   * Names something by a system call; what the look-up comes to is emitted by the kernel as NAMED. `times`: so many times
   * at once, of which NAMED tells the last; absent: once.
   */
  | { readonly do: "name"; readonly call: NameCall; readonly times?: number }
  /**
   * Reaches a bug: of the kernel by a system call, which panics of it or writes where it must not, or of what provides the
   * kernel's machine (a hypervisor, or a kernel whose process the machine is), which crashes.
   */
  | { readonly do: "bug"; readonly of: "panic" | "stray-write" | "below" }
  /** A balloon driver asks for its target, and takes frames from its kernel or gives them back accordingly. */
  | { readonly do: "balloon" }
  /** Ends; `killed`: by somebody else, so no call is made. */
  | { readonly do: "exit"; readonly killed: boolean };

function checkWorkingSet(set: WorkingSet): WorkingSet {
  const { pages, written = 0, intensity } = set;
  if (!Number.isSafeInteger(pages) || pages < 0)
    throw new RangeError(`a working set has ${pages} pages; allowed is a whole number of at least 0`);
  if (!Number.isSafeInteger(written) || written < 0 || written > pages)
    throw new RangeError(`a working set has ${written} pages written; allowed is a whole number from 0 to its ${pages} pages`);
  if (!(intensity >= 0 && Number.isFinite(intensity)))
    throw new RangeError(`a working set has intensity ${intensity}; allowed is a finite number of at least 0`);
  return set;
}

/** What a process runs, as data: a tree of operations. */
export type Program =
  | Operation
  | { readonly do: "sequence"; readonly steps: readonly Program[] }
  | { readonly do: "repeat"; readonly count: number; readonly body: Program }
  | { readonly do: "forever"; readonly body: Program }
  /** Names something again and again until that succeeds, and does something else after each failure. */
  | { readonly do: "retry"; readonly call: NameCall; readonly pause: Program }
  /** Takes one way, drawn by weight. */
  | { readonly do: "choose"; readonly ways: readonly { readonly weight: number; readonly body: Program }[] }
  /** Runs all at once, each as a thread of its own, and waits for all. */
  | { readonly do: "parallel"; readonly bodies: readonly Program[] };

/**
 * Plain work in user mode, in nanoseconds on the reference host; fixed or drawn. With a working set, the time is that with
 * all of it in the caches that can be there, and what others have displaced has to be brought back first.
 */
export const compute = (time: Duration, on?: WorkingSet): Program =>
  on === undefined ? { do: "compute", time } : { do: "compute", time, on: checkWorkingSet(on) };
/** So many system calls of a class. */
export const systemCall = (name: SystemCallClass, count = 1): Program => ({
  do: "run",
  user: 0,
  calls: { [name]: count },
  faults: 0,
});
/** So many page faults of a kind. */
export const touch = (pages: number, fault: "zero" | "copy-on-write" | "protection" | "file" = "zero"): Program => ({
  do: "touch",
  pages,
  fault,
});
/** Gives so many touched pages back, or takes a region away. */
export const unmap = (what: number | string): Program =>
  typeof what === "number" ? { do: "unmap", pages: what } : { do: "unmap-region", region: what };
/** Makes a region of so many pages of memory, or of a file, or lengthens it; pages come to be when they are touched. */
export const map = (
  region: string,
  pages: number,
  from: { readonly file?: string; readonly shared?: boolean } = {},
): Program => ({
  do: "map",
  region,
  pages,
  ...from,
});
/** Reads the next pages of a region. */
export const read = (region: string, pages: number): Program => ({ do: "access", region, pages, writes: false });
/** Writes to the next pages of a region. */
export const write = (region: string, pages: number): Program => ({ do: "access", region, pages, writes: true });
/** Reads the next pages of a file of so many pages; by default the whole. */
export const readFile = (file: string, pages: number, size = pages): Program => ({
  do: "file",
  file,
  pages,
  size,
  writes: false,
});
/** Writes the next pages of a file of so many pages; by default the whole. */
export const writeFile = (file: string, pages: number, size = pages): Program => ({
  do: "file",
  file,
  pages,
  size,
  writes: true,
});
/** Makes a child that runs another program. */
export const fork = (child: Program, label = 0, how: "process" | "vfork" | "thread" = "process"): Program => ({
  do: "fork",
  label,
  child,
  how,
});
/** Replaces the program's image; `pages`: what the new one maps, by default what the kernel takes for a small program. */
export const exec = (program: string, pages?: number): Program =>
  pages === undefined ? { do: "exec", program } : { do: "exec", program, pages };
/** Waits for a child and reaps it. */
export const wait = (label = 0): Program => ({ do: "wait", label, any: false, reaps: true, through: "wait" });
/** Lets time pass. */
export const sleep = (time: Duration): Program => ({ do: "sleep", time, through: "sleep" });
/** Makes a pipe and holds its write end. */
export const pipeOpen = (pipe: number): Program => ({ do: "pipe-open", pipe });
/** Reads from a pipe in one request. */
export const pipeRead = (pipe: number, bytes: number): Program => ({ do: "pipe-read", pipe, bytes, requests: 1 });
/** Writes to a pipe in one request. */
export const pipeWrite = (pipe: number, bytes: number): Program => ({ do: "pipe-write", pipe, bytes, requests: 1 });
/** Takes a lock. */
export const lock = (name: string, how: "spin" | "sleep" = "spin"): Program => ({ do: "lock", lock: name, wait: how });
/** Gives a lock up. */
export const unlock = (name: string): Program => ({ do: "unlock", lock: name });
/** Changes a mapping that other processors may have cached. */
export const shootdown = (): Program => ({ do: "shootdown" });
/** Sends requests to a device, one after another. */
export const deviceRequests = (device: string, requests = 1): Program => ({ do: "device", device, requests });
/** Says that a point has been reached. */
export const mark = (name: string): Program => ({ do: "mark", name });
/** Names something by a system call. */
export const name = (call: NameCall): Program => ({ do: "name", call });
/** Names something by so many system calls at once, which are one event. */
export const nameOften = (call: NameCall, times: number): Program => ({ do: "name", call, times });
/** Names something again and again until that succeeds; after each failure does something else, such as `sleep`. */
export const retry = (call: NameCall, pause: Program): Program => ({ do: "retry", call, pause });
/** Reaches a bug of the kernel by a system call: the kernel panics. */
export const kernelBug = (): Program => ({ do: "bug", of: "panic" });
/** Reaches a bug of the kernel by a system call: the kernel writes over a page of some process's. */
export const strayWrite = (): Program => ({ do: "bug", of: "stray-write" });
/** Reaches, by way of its kernel, a bug of what provides the kernel's machine, which crashes; on bare hardware nothing. */
export const bugBelow = (): Program => ({ do: "bug", of: "below" });
/** One after another. */
export const sequence = (...steps: readonly Program[]): Program => ({ do: "sequence", steps });
/** So many times. */
export const repeat = (count: number, body: Program): Program => ({ do: "repeat", count, body });
/** Without end. */
export const forever = (body: Program): Program => ({ do: "forever", body });
/** One of several ways, drawn by weight. */
export const choose = (...ways: readonly { readonly weight: number; readonly body: Program }[]): Program => ({
  do: "choose",
  ways,
});
/** All at once, as threads. */
export const parallel = (...bodies: readonly Program[]): Program => ({ do: "parallel", bodies });
