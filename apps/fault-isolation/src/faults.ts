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
import type { Anatomy } from "./anatomy.ts";

/** Where a fault comes from: a program of one tenant, or an order at the console, at an instant. */
export type Arming = { readonly by: "program"; readonly program: Program } | { readonly by: "console" };

/** A fault: what goes wrong, how it is brought about, and which part of a system it is a fault of. */
export interface Fault {
  readonly name: string;
  readonly about: string;
  /** Whether a system has the part that the fault is of. */
  has(anatomy: Anatomy): boolean;
  arm(at: Nanoseconds): Arming;
}

const always = (): boolean => true;

/** A tenant's program that does nothing up to an instant, then something. */
const later = (at: Nanoseconds, program: Program): Arming => ({ by: "program", program: sequence(sleep(at), program) });

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
 * The faults of the issue, each by what it does and not by whom it hurts. A guest's kernel that panics is `kernel-bug` where
 * the tenant has a kernel of its own.
 */
export const faults: readonly Fault[] = [
  {
    name: "process-crash",
    about: "a process of one tenant writes to an address that is not its own, and its kernel kills it",
    has: always,
    arm: (at) => later(at, name({ name: "poke", at: { through: "address", page: 1_000_000, handled: false } })),
  },
  {
    name: "wild-write",
    about: "a system call of one tenant reaches a bug of its kernel, which writes over a page of some process of its",
    has: always,
    arm: (at) => later(at, strayWrite()),
  },
  {
    name: "kernel-bug",
    about: "a system call of one tenant reaches a bug of its kernel, which panics",
    has: always,
    arm: (at) => later(at, kernelBug()),
  },
  {
    name: "resource-leak",
    about: "processes of one tenant open files and never close them, until their kernel's table is full",
    has: always,
    arm: (at) => later(at, leak),
  },
  {
    name: "control-domain-crash",
    about: "the control domain crashes, and is not restarted",
    has: ({ control }) => control !== undefined,
    arm: () => ({ by: "console" }),
  },
  {
    name: "hypervisor-bug",
    about: "one tenant's kernel reaches a bug of what provides its machine, which crashes",
    has: ({ provider }) => provider !== undefined,
    arm: (at) => later(at, bugBelow()),
  },
];
