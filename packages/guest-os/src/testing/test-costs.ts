import type { Operations } from "@crosstalk/hardware";
import type { KernelCosts } from "../costs.ts";
import { type SystemCallClass, systemCallClasses } from "../profile/system-call-class.ts";

const work = (time: number): Operations => ({ work: time });

/** What each system call costs in {@link testCosts}. */
export const CALL = 10;

/** Costs that are easy to add up in one's head; scheduling, interrupts and ticks cost nothing. */
export const testCosts: KernelCosts = {
  name: "test",
  calls: Object.fromEntries(systemCallClasses.map((name) => [name, work(CALL)])) as {
    readonly [Class in SystemCallClass]: Operations;
  },
  fork: work(1_000),
  vfork: work(500),
  thread: work(300),
  forkPage: work(1),
  exec: work(2_000),
  exit: work(100),
  dropSpace: work(0),
  dropPage: work(2),
  faults: { zero: work(50), "copy-on-write": { exception: 1, work: 70 }, protection: work(30), file: work(40) },
  reclaimPage: work(3),
  contextSwitch: work(0),
  idle: {},
  stopTick: {},
  tick: work(0),
  interrupt: work(0),
  reschedule: work(0),
  submit: work(200),
  complete: work(150),
  backEndRequest: work(0),
  backEndResponse: work(0),
  notify: work(0),
  shootdownSend: work(5),
  shootdownReceive: work(25),
};
