import { ms, type Nanoseconds, seconds } from "@crosstalk/engine";
import {
  bugBelow,
  fork,
  kernelBug,
  name,
  nameOften,
  type Program,
  repeat,
  sequence,
  sleep,
  strayWrite,
} from "@crosstalk/guest-os";
import type { Anatomy, Component } from "./anatomy.ts";

/** Where a fault comes from: a program of one tenant, or an order at a hypervisor's console to make a machine crash. */
export type Arming =
  | { readonly by: "program"; readonly program: Program }
  | { readonly by: "console"; readonly hypervisor: string; readonly machine: string };

/** A fault: what goes wrong, and how it is brought about. Each is asked of every platform, so that their means compare. */
export interface Fault {
  readonly name: string;
  readonly about: string;
  /**
   * Machines of the same make on each of which it happens once: one, unless what comes of it hangs on a draw. Then a
   * replication's share of service lost is a mean over as many draws, all of them independent.
   */
  readonly machines: number;
  /** Until it has come to what it leads to, and what was asked before has ended. */
  readonly settles: Nanoseconds;
  arm(at: Nanoseconds, anatomy: Anatomy): Arming;
}

/** A tenant's program that does nothing up to an instant, then something. */
const later = (at: Nanoseconds, program: Program): Arming => ({ by: "program", program: sequence(sleep(at), program) });

/** Makes a component crash by the way on which it can be reached. */
function crash(component: Component, at: Nanoseconds): Arming {
  switch (component.reached) {
    case "by system call":
      return later(at, kernelBug());
    case "by machine":
      return later(at, bugBelow());
    case "at console":
      return { by: "console", hypervisor: component.hypervisor, machine: component.path };
  }
}

/** Files that a process may have open (RLIMIT_NOFILE): a leak takes so many, and then its process gets no more. */
const OPEN_FILES = 1_024;

/** Processes that leak: as many as Apache of 2003 has at most (MaxClients 150, recalled): more than fs.file-max has room for. */
const LEAKERS = 150;

/** Leaks that begin in one tick of 10 ms. */
const BATCH = 15;

const leaker = sequence(nameOften({ name: "open", path: "/etc/passwd" }, OPEN_FILES), sleep(seconds(3600)));

/** A server of many processes, each of which opens files and forgets to close them, up to its own limit. */
const leak = repeat(LEAKERS / BATCH, sequence(...Array.from({ length: BATCH }, () => fork(leaker)), sleep(ms(1))));

/**
 * What stops a component stops it at once. By then a program that was to bring it about has had its turn everywhere, a few
 * ticks late under a slow host, and all requests have ended that were sent before.
 */
const SETTLES = ms(50);

/** A leak takes so long to fill a table. */
const LEAKS = ms(500);

/** Machines whose kernels each write over one page: it may be one that all servers have, or one that nobody misses. */
const STRAY_WRITES = 12;

/**
 * The faults that every platform is asked about, each by what it does and not by whom it hurts. A guest's kernel that panics
 * is `kernel-bug` where the tenant has a kernel of its own. On a shared kernel the last two, too, are bugs of that kernel;
 * on a hypervisor that drives devices itself, they are both the hypervisor's.
 */
export const faults: readonly Fault[] = [
  {
    name: "process-crash",
    about: "a process of one tenant writes to an address that is not its own, and its kernel kills it",
    machines: 1,
    settles: SETTLES,
    arm: (at) => later(at, name({ name: "poke", at: { through: "address", page: 1_000_000, handled: false } })),
  },
  {
    name: "wild-write",
    about: `a system call of one tenant reaches a bug of its kernel, which writes over a page of some process of its; once on each of ${STRAY_WRITES} machines`,
    machines: STRAY_WRITES,
    settles: SETTLES,
    arm: (at) => later(at, strayWrite()),
  },
  {
    name: "kernel-bug",
    about: "a system call of one tenant reaches a bug of its kernel, which panics",
    machines: 1,
    settles: SETTLES,
    arm: (at) => later(at, kernelBug()),
  },
  {
    name: "resource-leak",
    about: "processes of one tenant open files and never close them, until their kernel's table is full",
    machines: 1,
    settles: LEAKS,
    arm: (at) => later(at, leak),
  },
  {
    name: "driver-crash",
    about: "what drives the devices for all tenants crashes: a control domain, or else the hypervisor or kernel below all",
    machines: 1,
    settles: SETTLES,
    arm: (at, { driver }) => crash(driver, at),
  },
  {
    name: "privileged-bug",
    about: "one tenant reaches a bug of the most privileged software, which crashes: a hypervisor, or the kernel below all",
    machines: 1,
    settles: SETTLES,
    arm: (at, { lowest }) => crash(lowest, at),
  },
];
