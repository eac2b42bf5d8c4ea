import { type ModelEvent, type Nanoseconds, now, random } from "@crosstalk/engine";
import {
  type Account,
  account,
  addOperations,
  type BalloonAskEvent,
  type BalloonTargetEvent,
  causedBy,
  type FramesEvent,
  type Operations,
  type Segment,
} from "@crosstalk/hardware";
import { enqueueActions, setup } from "xstate";
import { nextPeriod } from "./activity.ts";
import { aboveTarget, balance } from "./balancing.ts";
import { type FreeMemoryState, hasFallen, hasRisen } from "./free-memory.ts";
import { initialMemory } from "./initial-memory.ts";
import type { ManagedMachine, MemoryContext, MemoryInput } from "./memory-state.ts";
import { lookingWork, scanPages } from "./scanning.ts";
import { coverDebt, swapOut } from "./swapping.ts";
import { takeFrames } from "./using.ts";

/** The hypervisor holds a processor, and lets its memory manager do what is to be done. */
export interface HandleEvent {
  readonly type: "HANDLE";
  readonly to: string;
  /** The processor. */
  readonly on: number;
  readonly what:
    | "scan"
    | "balance"
    | "sample"
    /** A VM's burst that touches pages has been stopped: by a virtual processor, on whose account. */
    | { readonly machine: number; readonly entity: number; readonly account: Account };
}

/** The memory manager has done it: what it takes, and who is to be stopped or may go on. */
export interface HandledEvent {
  readonly type: "HANDLED";
  readonly to: string;
  readonly on: number;
  readonly work: readonly Segment[];
  /** VMs, by number. */
  readonly stop: readonly number[];
  readonly go: readonly number[];
  /** A virtual processor waits for the disk. */
  readonly wait?: { readonly entity: number; readonly until: Nanoseconds };
}

type MemoryEvent = FramesEvent | BalloonAskEvent | HandleEvent;

/** Pages that are paged out at a time. */
const MOST_AT_A_TIME = 1_024;

interface Handled {
  operations: Operations;
  payer: Account;
  wait?: { readonly entity: number; readonly until: Nanoseconds };
}

function takeBurst(context: MemoryContext, what: Exclude<HandleEvent["what"], string>): Handled {
  const { costs, swapping } = context.management;
  const machine = context.machines[what.machine] as ManagedMachine;
  const { broken, provided, swappedIn } = machine.due;
  machine.due = { broken: 0, provided: 0, swappedIn: 0 };
  let operations = addOperations({}, costs.break, broken);
  operations = addOperations(operations, costs.provide, provided);
  operations = addOperations(operations, costs.swapIn, swappedIn);
  const payer = causedBy(what.account, "hypervisor", context.hypervisor, "memory");
  if (swappedIn === 0 || swapping === null) return { operations, payer };
  context.diskFree = Math.max(context.diskFree, now()) + swappedIn * swapping.service;
  return { operations, payer, wait: { entity: what.entity, until: context.diskFree } };
}

function sampleAll({ path, machines, management: { sampling } }: MemoryContext): void {
  for (const { name, pages, activity } of machines) {
    const stream = random(`${path}: sample of ${name}`);
    const sample = Array.from({ length: sampling.pages }, () => Math.floor(stream.uniform() * pages));
    nextPeriod(activity, sample, sampling);
  }
}

function perform(context: MemoryContext, state: FreeMemoryState, what: HandleEvent["what"]): Handled {
  const payer = account("hypervisor", context.hypervisor, "memory");
  if (typeof what !== "string") return takeBurst(context, what);
  if (what === "scan") return { operations: scanPages(context), payer };
  if (what === "balance") balance(context, state === "high");
  else sampleAll(context);
  return { operations: {}, payer };
}

/** Pages out where there is too little memory: by paging when ballooning has not been enough, or can't be. */
function page(context: MemoryContext, state: FreeMemoryState): Operations {
  const { swapping, ballooning, thresholds, costs } = context.management;
  const pages = state === "hard" || state === "low" || (state === "soft" && ballooning === null);
  if (!pages || swapping === null) return {};
  const goal = Math.ceil((state === "soft" ? thresholds.high : thresholds.soft) * 1.125 * context.pages);
  const lacking = Math.min(MOST_AT_A_TIME, goal - context.free);
  if (lacking <= 0) return {};
  const merged = context.counts.merged;
  const written = swapOut(context, lacking);
  const shared = context.counts.merged - merged;
  return addOperations(lookingWork(context, { hashed: written + shared, compared: shared, shared }), costs.swapOut, written);
}

/** VMs that are above their targets stand still while memory is lowest. */
function stopAndGo(context: MemoryContext, state: FreeMemoryState): Pick<HandledEvent, "stop" | "go"> {
  const above = state === "low" ? aboveTarget(context) : [];
  const stop: number[] = [];
  const go: number[] = [];
  for (const [id, machine] of context.machines.entries()) {
    const stopped = above.includes(machine);
    if (stopped && !machine.stopped) stop.push(id);
    if (!stopped && machine.stopped) go.push(id);
    machine.stopped = stopped;
  }
  context.counts.stops += stop.length;
  return { stop, go };
}

function handle(context: MemoryContext, state: FreeMemoryState, { on, what }: HandleEvent): HandledEvent {
  const { operations, payer, wait } = perform(context, state, what);
  const paging = page(context, state);
  const parts = [
    { account: payer, operations },
    { account: account("hypervisor", context.hypervisor, "memory"), operations: paging },
  ].filter((part) => Object.keys(part.operations).length > 0);
  return {
    type: "HANDLED",
    to: context.hypervisor,
    on,
    work: parts.length === 0 ? [] : [{ parts, from: 0 }],
    ...stopAndGo(context, state),
    ...(wait === undefined ? {} : { wait }),
  };
}

function targetFor(context: MemoryContext, { machine, from, on, process }: BalloonAskEvent): BalloonTargetEvent {
  const pages = context.machines[machine]?.balloon ?? 0;
  return { type: "BALLOON_TARGET", to: from, on, process, pages };
}

/**
 * A hypervisor's memory manager, in the four states of free memory of VMware ESX: `high`, there is enough; `soft`, VMs'
 * balloons take pages back; `hard`, the hypervisor pages; `low`, it also stops VMs that are above their targets. It
 * falls when less is free than the lower state's threshold, and rises when clearly more is than the higher state's.
 *
 * It is told at once of what guests do to their pages, and does nothing about it by itself: what takes time it does when
 * the hypervisor holds a processor and lets it (HANDLE), as work on that processor.
 */
export const memoryManagerMachine = setup({
  types: {} as { context: MemoryContext; events: MemoryEvent; input: MemoryInput; emitted: ModelEvent },
  guards: {
    falls: ({ context }, { from }: { from: Exclude<FreeMemoryState, "low"> }) =>
      hasFallen(from, context.free, context.pages, context.management.thresholds),
    rises: ({ context }, { from }: { from: Exclude<FreeMemoryState, "high"> }) =>
      hasRisen(from, context.free, context.pages, context.management.thresholds),
  },
  actions: {
    note: ({ context, event }) => {
      takeFrames(context, event as FramesEvent);
      coverDebt(context);
    },
    answer: enqueueActions(({ context, event, enqueue }) => {
      enqueue.emit(targetFor(context, event as BalloonAskEvent) as unknown as ModelEvent);
    }),
    handle: enqueueActions(({ context, event, enqueue }, { state }: { state: FreeMemoryState }) => {
      enqueue.emit(handle(context, state, event as HandleEvent) as unknown as ModelEvent);
    }),
    balance: ({ context }, { plenty }: { plenty: boolean }) => balance(context, plenty),
  },
}).createMachine({
  id: "memory-manager",
  context: ({ input }) => initialMemory(input),
  on: { FRAMES: { actions: "note" }, BALLOON_ASK: { actions: "answer" } },
  initial: "high",
  states: {
    high: {
      entry: { type: "balance", params: { plenty: true } },
      on: { HANDLE: { actions: { type: "handle", params: { state: "high" } } } },
      always: { guard: { type: "falls", params: { from: "high" } }, target: "soft" },
    },
    soft: {
      entry: { type: "balance", params: { plenty: false } },
      on: { HANDLE: { actions: { type: "handle", params: { state: "soft" } } } },
      always: [
        { guard: { type: "falls", params: { from: "soft" } }, target: "hard" },
        { guard: { type: "rises", params: { from: "soft" } }, target: "high" },
      ],
    },
    hard: {
      entry: { type: "balance", params: { plenty: false } },
      on: { HANDLE: { actions: { type: "handle", params: { state: "hard" } } } },
      always: [
        { guard: { type: "falls", params: { from: "hard" } }, target: "low" },
        { guard: { type: "rises", params: { from: "hard" } }, target: "soft" },
      ],
    },
    low: {
      entry: { type: "balance", params: { plenty: false } },
      on: { HANDLE: { actions: { type: "handle", params: { state: "low" } } } },
      always: { guard: { type: "rises", params: { from: "low" } }, target: "hard" },
    },
  },
});
