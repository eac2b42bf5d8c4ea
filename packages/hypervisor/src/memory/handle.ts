import { type Nanoseconds, now, random } from "@crosstalk/engine";
import { type Account, account, addOperations, causedBy, type Operations, type Segment } from "@crosstalk/hardware";
import { memoryManagementConstants } from "../constants.ts";
import { nextPeriod } from "./activity.ts";
import { aboveTarget, balance } from "./balancing.ts";
import { clearly, type FreeMemoryState } from "./free-memory.ts";
import type { ManagedMachine, MemoryContext } from "./memory-state.ts";
import { lookingWork, scanPages } from "./scanning.ts";
import { swapOut } from "./swapping.ts";

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

/** Pages that are paged out at a time. */
const mostAtATime = (): number => memoryManagementConstants.pagedAtATime.value;

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

/** Takes pages where there is too little memory: by paging when ballooning has not been enough, or can't be. */
function pageOut(context: MemoryContext, state: FreeMemoryState): Operations {
  const { swapping, ballooning, thresholds, costs } = context.management;
  const isDue = state === "hard" || state === "low" || (state === "soft" && ballooning === null);
  if (!isDue || swapping === null) return {};
  const above = state === "soft" ? thresholds.high : thresholds.soft;
  const goal = Math.ceil(above * (1 + clearly()) * context.pages);
  const lacking = Math.min(mostAtATime(), goal - context.free);
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

/** Does what is to be done while the hypervisor holds a processor; the work of it is in the answer. */
export function handle(context: MemoryContext, state: FreeMemoryState, { on, what }: HandleEvent): HandledEvent {
  const { operations, payer, wait } = perform(context, state, what);
  const paging = pageOut(context, state);
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
