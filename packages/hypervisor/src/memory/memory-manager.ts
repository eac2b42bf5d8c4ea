import type { ModelEvent } from "@crosstalk/engine";
import type { BalloonAskEvent, BalloonTargetEvent, FramesEvent } from "@crosstalk/hardware";
import { enqueueActions, setup } from "xstate";
import { balance } from "./balancing.ts";
import { type FreeMemoryState, hasFallen, hasRisen } from "./free-memory.ts";
import { type HandleEvent, handle } from "./handle.ts";
import { initialMemory } from "./initial-memory.ts";
import type { MemoryContext, MemoryInput } from "./memory-state.ts";
import { coverDebt } from "./swapping.ts";
import { takeFrames } from "./using.ts";

type MemoryEvent = FramesEvent | BalloonAskEvent | HandleEvent;

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
