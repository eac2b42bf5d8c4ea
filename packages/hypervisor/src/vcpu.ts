import type { RunStateEvent } from "@crosstalk/scheduling";
import { setup } from "xstate";

/** What a vCPU's chart is told: by the scheduler, of its run state; by the hypervisor, that its VM has crashed. */
export interface VcpuEvent {
  readonly type: RunStateEvent["type"] | "CRASH";
  readonly to?: string;
}

const NO_MORE = { DISPATCH: {}, PREEMPT: {}, BLOCK: {}, WAKE: {}, HOLD: {}, RELEASE: {}, EXIT: {}, CRASH: {} };

/**
 * A virtual processor as its run states: `offline` (not booted, or taken away), `runnable` (waits for a processor),
 * `running`, `blocked` (halted by its guest), `paused` (kept off the processors), `crashed`. It mirrors what the
 * hypervisor's scheduler decides, for looking at; bursts do not pass through it. A vCPU that is paused while it is
 * halted stays `blocked` until an interrupt wakes it.
 */
export const vcpuMachine = setup({
  types: {} as { events: VcpuEvent },
}).createMachine({
  id: "vcpu",
  initial: "offline",
  states: {
    offline: { on: { WAKE: "runnable", EXIT: {}, CRASH: "crashed" } },
    runnable: { on: { DISPATCH: "running", PREEMPT: {}, HOLD: "paused", EXIT: "offline", CRASH: "crashed" } },
    running: { on: { PREEMPT: "runnable", BLOCK: "blocked", HOLD: "paused", EXIT: "offline", CRASH: "crashed" } },
    blocked: { on: { WAKE: "runnable", EXIT: "offline", CRASH: "crashed" } },
    paused: { on: { RELEASE: "runnable", EXIT: "offline", CRASH: "crashed" } },
    crashed: { on: NO_MORE },
  },
});
