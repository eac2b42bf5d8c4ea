import type { Nanoseconds } from "@crosstalk/engine";
import type { Account } from "./account.ts";
import type { MemoryWatcher } from "./frames.ts";
import type { Footprint } from "./memory.ts";
import type { Operations } from "./operations.ts";

/**
 * A word of shared memory and the value that is awaited in it: what a spin lock's "now serving" or a shootdown's
 * count of acknowledgements is. A word only grows, so a token once signalled stays signalled.
 */
export interface Token {
  /** Name of the word, unique in the machine whose software uses it. */
  readonly word: string;
  /** Signalled when the word has reached this value. Non-negative integer; words start at 0. */
  readonly value: number;
}

/** Name of an interrupt, such as `reset`, `timer`, `reschedule`, `device:disk0` or `channel:3`. */
export type Vector = string;

/** Raised by the provider when the segment that bears it is done: what needs another party than the processor. */
export interface Trap {
  /** What happened, such as `copy-on-write`, `notify`, `pause-loop`, `acknowledge`. */
  readonly cause: string;
  /** What the handler needs to know; a JSON value. */
  readonly detail?: unknown;
}

/** Work of one payer inside a segment. */
export interface Part {
  /** Who pays, with the chain of causes. */
  readonly account: Account;
  /** Nanoseconds of plain work, and counts of priced operations. */
  readonly operations: Operations;
}

/** A stretch of a burst: nothing can happen to it but to be done, wholly or in part. */
export interface Segment {
  /** In the order in which they are executed. */
  readonly parts: readonly Part[];
  /** Fraction already done, [0, 1). */
  readonly from: number;
  /** Memory that it works on. */
  readonly footprint?: Footprint;
  /**
   * Frames of the machine that the burst reads or writes, as told to the machine's memory watcher; absent: none, or nobody
   * watches. A machine that has write-protected frames, or taken some away, stops the burst at the end of this segment.
   */
  readonly touches?: number;
  /** Interrupts wait until it ends. */
  readonly masked?: boolean;
  /** Raised when the segment is done. */
  readonly trap?: Trap;
}

/**
 * Work that belongs together, executed in order. It does not change once it has been handed over, and is handed over
 * again as it is when it has been interrupted: so what has been made of it need not be made again.
 */
export type Burst = readonly Segment[];

/** Where a processor of a machine is reached: the provider's actor, and the provider's number for the processor. */
export interface ProcessorAddress {
  readonly path: string;
  readonly id: number;
}

/** Fields that say for which processor of the provider a command is. */
interface ToProcessor {
  /** Path of the provider's actor. */
  readonly to: string;
  /** The provider's number for the processor. */
  readonly processor: number;
}

/**
 * What software tells its processor. Software acts only when its processor has answered, and then owes one RUN, SPIN
 * or HALT; before that it may send any number of SIGNAL and IPI, which are owed no answer.
 */
export type Command = ToProcessor &
  (
    | {
        readonly type: "RUN";
        /** Comes back in STOPPED. */
        readonly ticket: number;
        /** Executed before the burst, each segment from where it says, as work of the software's own; absent: nothing. */
        readonly before?: Burst;
        readonly burst: Burst;
        /** Segments of the burst that are still to be executed, counted from its end; absent: all. */
        readonly left?: number;
        /** Fraction already done of the first of these, [0, 1); absent: what that segment says. */
        readonly from?: number;
        /** Absolute deadline of the processor's timer, or `NEVER`; it is level-triggered and forgotten at STOPPED. */
        readonly timer: Nanoseconds;
      }
    | {
        readonly type: "SPIN";
        readonly ticket: number;
        /** Burns the processor until this is signalled. */
        readonly until: Token;
        /** Who pays. */
        readonly account: Account;
        readonly timer: Nanoseconds;
      }
    | { readonly type: "SIGNAL"; readonly token: Token }
    | { readonly type: "HALT"; readonly timer: Nanoseconds }
    | { readonly type: "IPI" /** The provider's number of the target. */; readonly target: number; readonly vector: Vector }
  );

/** Fields that say for which processor an answer is. */
interface FromProcessor {
  /** Path of the software's actor. */
  readonly to: string;
  /** The software's number for the processor. */
  readonly processor: number;
  /** Interrupts taken, in order of arrival; they are no longer pending. */
  readonly interrupts: readonly Vector[];
  /** The clock page: time since boot that this processor was ready to run and was not run. Never decreases. */
  readonly stolen: Nanoseconds;
}

/** What a processor tells its software. */
export type Answer = FromProcessor &
  (
    | {
        /** Exactly one for each RUN or SPIN. */
        readonly type: "STOPPED";
        readonly ticket: number;
        /** Segments not yet done, what comes before the burst among them, counted from the end of the burst; for SPIN 0 when the token was signalled, else 1. */
        readonly left: number;
        /** Fraction already done of the first of those left, [0, 1). */
        readonly from: number;
        /** The trap of the segment just done. */
        readonly trap?: Trap;
      }
    | {
        /** Only to a halted processor; `reset` boots it. */
        readonly type: "INTERRUPT";
      }
  );

/** What a device or another processor sends to a processor to raise a vector on it. */
export interface RaiseInterrupt {
  readonly type: "RAISE";
  readonly to: string;
  readonly processor: number;
  readonly vector: Vector;
}

/** A block or network device of a machine, or a paravirtual front-end's channel in its place. */
export interface DeviceDescription {
  readonly name: string;
  readonly kind: "block" | "network" | "test";
  /** Actor that takes requests: a device of this machine, passed through. */
  readonly path: string;
  /** The vector that it raises. */
  readonly vector: Vector;
}

/** A channel end: ring, grant and notify, the parts of paravirtual I/O. */
export interface ChannelDescription {
  readonly name: string;
  /** Actor of the shared ring. */
  readonly path: string;
  /** Which end this machine holds. */
  readonly end: "front" | "back";
  /** Name of the device that it stands for: the front-end's software uses it in that one's place. */
  readonly device: string;
  /** Name of the machine at the other end. */
  readonly peer: string;
  /** The vector by which the other end notifies this one. */
  readonly vector: Vector;
}

/** What software may find out about the machine below it, as CPUID would tell. */
export interface Features {
  /** Name of the hypervisor below, absent on bare hardware. */
  readonly hypervisor?: string;
  /** Software may use hypercalls in place of privileged instructions. */
  readonly paravirtual: boolean;
  /** The clock page tells stolen time. */
  readonly stolenTime: boolean;
}

/**
 * What an operating system sees below it: the one seam of the design. A description by path; wires are made when the
 * world is assembled. Providers are hosts, virtual machines and processes' threads; consumers are kernels and
 * hypervisors.
 */
export interface Machine {
  /** Path under which the machine's actors live. */
  readonly path: string;
  /** Each with a timer of its own. */
  readonly processors: readonly ProcessorAddress[];
  readonly memory: { readonly pages: number /** Absent: nobody watches. */; readonly watcher?: MemoryWatcher };
  readonly devices: readonly DeviceDescription[];
  readonly channels: readonly ChannelDescription[];
  /** Interrupt router: the actor that turns a device's vector into RAISE on a processor; absent: fixed to processor 0. */
  readonly router?: string;
  readonly features: Features;
  /** Names the software that the processors boot: its actor's path, which takes their answers. Assembly only. */
  boot(software: string): void;
}
