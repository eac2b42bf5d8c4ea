import { type KernelCosts, type Profile, type SystemCallClass, systemCallClasses } from "@crosstalk/guest-os";
import type { Operations } from "@crosstalk/hardware";

const NOTHING: Operations = {};

/**
 * What a kernel's actions cost according to a profile's own totals: each system call its class's mean of the system time,
 * each page fault the faults' mean. Replayed on {@link recordingHost} with these, a profile takes the system time that was
 * recorded, once: its steps carry user time only, and each of its calls and faults is priced once.
 *
 * Model notes: the recorded system time has all that the kernel did for the processes in it: switches between them, ticks
 * and interrupts that found them running, copying and dropping their pages. It was told apart by calls and faults only, so
 * here it is charged with these, and switches, ticks, interrupts and pages cost nothing beside. So the totals are right,
 * and who pays for a switch is not. A process's end is a call of class `exit` unless it was killed; the class's time is
 * spread over all ends, which cost the kernel alike.
 */
export function recordedCosts({ name, totals, processes }: Profile): KernelCosts {
  const mean = (call: SystemCallClass, count = totals.systemCalls[call]?.calls ?? 0): Operations =>
    count === 0 ? NOTHING : { work: (totals.systemCalls[call]?.systemNanoseconds ?? 0) / count };
  const { minor, systemNanoseconds } = totals.pageFaults;
  const fault: Operations = minor === 0 ? NOTHING : { work: systemNanoseconds / minor };
  const fork = mean("fork");
  return {
    name: `as recorded in the profile ${name}`,
    calls: Object.fromEntries(systemCallClasses.map((call) => [call, mean(call)])) as KernelCosts["calls"],
    fork,
    vfork: fork,
    thread: fork,
    forkPage: NOTHING,
    exec: mean("exec"),
    exit: mean("exit", processes.length),
    dropSpace: NOTHING,
    dropPage: NOTHING,
    faults: { zero: fault, "copy-on-write": fault, protection: fault, file: fault },
    reclaimPage: NOTHING,
    contextSwitch: NOTHING,
    idle: NOTHING,
    stopTick: NOTHING,
    tick: NOTHING,
    interrupt: NOTHING,
    reschedule: NOTHING,
    submit: NOTHING,
    complete: NOTHING,
    backEndRequest: NOTHING,
    backEndResponse: NOTHING,
    notify: NOTHING,
    shootdownSend: NOTHING,
    shootdownReceive: NOTHING,
  };
}
