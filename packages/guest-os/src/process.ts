import { setup } from "xstate";

/** What a process's chart is told: by the scheduler, of its run state; by the kernel, of its reaping. */
export interface ProcessEvent {
  readonly type: "KILL" | "DISPATCH" | "PREEMPT" | "BLOCK" | "WAKE" | "HOLD" | "RELEASE" | "EXIT" | "REAP";
  readonly to?: string;
}

/**
 * A slot of the process table, as the run states of the process in it: `unused`, `ready`, `running`, `blocked`,
 * `stopped` (kept off the processors), `killed` (ended by the kernel, in this instant), `zombie` (ended, its parent has not asked yet). It mirrors what the scheduler
 * and kernel decide, for looking at; bursts do not pass through it. `reaped` is the instant in which the kernel has
 * reaped it already and the scheduler's word of its end, and of what it did before in that instant, is still to come.
 */
export const processMachine = setup({
  types: {} as { events: ProcessEvent },
}).createMachine({
  id: "process",
  initial: "unused",
  states: {
    unused: { on: { WAKE: "ready", KILL: "killed", REAP: "reaped" } },
    ready: {
      on: { DISPATCH: "running", HOLD: "stopped", KILL: "killed", EXIT: "zombie", REAP: "reaped" },
    },
    running: {
      on: { PREEMPT: "ready", BLOCK: "blocked", HOLD: "stopped", KILL: "killed", EXIT: "zombie", REAP: "reaped" },
    },
    blocked: { on: { WAKE: "ready", KILL: "killed", EXIT: "zombie", REAP: "reaped" } },
    stopped: { on: { RELEASE: "ready", WAKE: {}, KILL: "killed", EXIT: "zombie", REAP: "reaped" } },
    killed: {
      on: { EXIT: "zombie", REAP: "reaped", WAKE: {}, DISPATCH: {}, PREEMPT: {}, BLOCK: {}, HOLD: {}, RELEASE: {} },
    },
    zombie: { on: { KILL: {}, REAP: "unused" } },
    reaped: { on: { EXIT: "unused", WAKE: {}, DISPATCH: {}, PREEMPT: {}, BLOCK: {}, HOLD: {}, RELEASE: {} } },
  },
});
