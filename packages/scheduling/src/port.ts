import type { Nanoseconds } from "@crosstalk/engine";
import type { EntityId, ProcessorId, Share } from "./policy.ts";

/**
 * A stretch of work as a scheduler sees it: it may be interrupted anywhere but where it is masked, and may trap at its
 * end. What the work is, only the layers above and the hardware below know; segments of the Machine seam are this.
 */
export interface Work {
  /** Fraction already done, [0, 1). */
  readonly from: number;
  readonly masked?: boolean;
  readonly trap?: TrapLike;
}

/** What is to be executed in one RUN: what comes before, and then a burst from some point on. */
export interface Stretch<W extends Work> {
  /** Executed first, each piece from where it says; absent: nothing. */
  readonly before?: readonly W[];
  readonly burst: readonly W[];
  /** Pieces of the burst that are to be executed, counted from its end; absent: all. */
  readonly left?: number;
  /** Fraction already done of the first of these, [0, 1); absent: what that piece says. */
  readonly from?: number;
}

/** What a trap is to a scheduler: something to be told to whom it concerns. */
export interface TrapLike {
  readonly cause: string;
  readonly detail?: unknown;
}

/** A word of shared memory and the value awaited in it. */
export interface TokenLike {
  readonly word: string;
  readonly value: number;
}

/** The processor below, where a scheduler runs: the provider's actor and the provider's number. */
export interface ProcessorPort {
  readonly path: string;
  readonly id: number;
}

/** Commands that clients give on behalf of an entity, as if it were a processor, which to a guest it is. */
export type ClientCommand<W extends Work> = {
  readonly processor: EntityId /** See {@link OwnerCommand}. */;
  readonly on?: ProcessorId;
} & (
  | ({ readonly type: "RUN"; readonly ticket: number; readonly timer: Nanoseconds } & Stretch<W>)
  | {
      readonly type: "SPIN";
      readonly ticket: number;
      readonly until: TokenLike;
      readonly account: string;
      readonly timer: Nanoseconds;
    }
  | { readonly type: "HALT"; readonly timer: Nanoseconds }
  | { readonly type: "SIGNAL"; readonly token: TokenLike }
  | { readonly type: "IPI"; readonly target: EntityId; readonly vector: string }
);

/** How an entity enters a scheduler. */
export interface Admission {
  readonly entity: EntityId;
  /** Path of the actor that commands the entity and takes its answers: the kernel itself, or a guest's scheduler. */
  readonly client: string;
  /** The client's number for it. */
  readonly index: number;
  /** A processor to a guest (a vCPU), not a process: its interrupts and masks are its own, not this scheduler's. */
  readonly virtual: boolean;
  /** Its VM or control group, an index from 0. */
  readonly group: number;
  readonly share: Share;
  /** The entity that made it, as by `fork`; absent: the system did. */
  readonly parent?: EntityId;
  /** It begins in the parent's memory, not in a copy; absent: not. */
  readonly sharesMemory?: boolean;
  /** Processors on which it may run; absent: all. */
  readonly affinity?: readonly ProcessorId[];
  /** Path of the statechart that mirrors its run state; absent: none. */
  readonly mirror?: string;
  /** Name of the rewriting that its bursts undergo; absent: none. */
  readonly rewriting?: string;
}

/** An admission that is being put together. */
export type AdmissionDraft = { -readonly [Field in keyof Admission]: Admission[Field] };

/**
 * Commands of the scheduler's owner (a kernel or hypervisor). Software acts only while it holds a processor: `on` says
 * which, and after what was told to it there the owner ends with RETURN.
 */
export type OwnerCommand<W extends Work> = { readonly on: ProcessorId } & (
  | { readonly type: "GROUP"; readonly group: number; readonly share: Admission["share"] }
  | { readonly type: "ADMIT"; readonly admission: Admission }
  | { readonly type: "EXIT"; readonly entity: EntityId }
  | { readonly type: "HOLD"; readonly entity: EntityId; readonly why: string }
  | { readonly type: "RELEASE"; readonly entity: EntityId; readonly why: string }
  /** Raises an interrupt on an entity. */
  | { readonly type: "INJECT"; readonly entity: EntityId; readonly vector: string }
  /** Interrupts of this name from below go straight to an entity. */
  | { readonly type: "PASS_THROUGH"; readonly vector: string; readonly entity: EntityId }
  /** Work of the owner's own, to be done on the processor before anything else. */
  | { readonly type: "WORK"; readonly work: readonly W[] }
  /** A write to shared memory that others may spin on. */
  | { readonly type: "WRITE"; readonly token: TokenLike }
  /** Raises an interrupt of the owner's on another of its processors. */
  | { readonly type: "SEND"; readonly target: ProcessorId; readonly vector: string }
  | { readonly type: "YIELD"; readonly entity: EntityId }
  | { readonly type: "PREEMPTION"; readonly entity: EntityId; readonly allowed: boolean }
  /**
   * Sets an alarm of the owner's own on the processor, to be told by RANG; the same name and subject again replaces it.
   * `every`: it comes again after so long, once however often it was missed; absent: it does not.
   */
  | {
      readonly type: "ALARM";
      readonly name: string;
      readonly subject: number | string;
      readonly at: Nanoseconds;
      readonly every?: Nanoseconds;
    }
  | { readonly type: "RETURN" }
  /** The owner has crashed: all processors halt for ever. No RETURN follows, and no other command is taken any more. */
  | { readonly type: "STOP" }
);

/** What processors below answer. */
export type AnswerFromBelow = {
  readonly processor: ProcessorId;
  readonly interrupts: readonly string[];
  readonly stolen: Nanoseconds;
} & (
  | { readonly type: "STOPPED"; readonly ticket: number; readonly left: number; readonly from: number; readonly trap?: TrapLike }
  | { readonly type: "INTERRUPT" }
);

/** What a scheduler tells its owner; each is answered by RETURN. */
export type Notice =
  | { readonly type: "BOOTED"; readonly to: string; readonly on: ProcessorId }
  | { readonly type: "INTERRUPTED"; readonly to: string; readonly on: ProcessorId; readonly vector: string }
  | {
      readonly type: "TRAPPED";
      readonly to: string;
      readonly on: ProcessorId;
      readonly entity: EntityId;
      readonly trap: TrapLike;
    }
  /** An alarm that the owner has set has come. */
  | {
      readonly type: "RANG";
      readonly to: string;
      readonly on: ProcessorId;
      readonly name: string;
      readonly subject: number | string;
    }
  | { readonly type: "OWN_TRAP"; readonly to: string; readonly on: ProcessorId; readonly trap: TrapLike };

/** What a mirror chart is told of its entity's run state. */
export type RunStateEvent = {
  readonly type: "DISPATCH" | "PREEMPT" | "BLOCK" | "WAKE" | "HOLD" | "RELEASE" | "EXIT";
  readonly to: string;
};
