import { fromConstants, type Sourced } from "@crosstalk/hardware";
import type { HypervisorCosts } from "@crosstalk/hypervisor";

/** Work of a hypervisor's own actions, nanoseconds on the reference host, beside what they ask of the processor. */
export type OwnWork = { readonly [Action in Exclude<keyof HypervisorCosts, "name" | "idle">]: Sourced };

/**
 * What a hypervisor's own actions cost: its work, and of the processor an address-space switch with each switch of
 * virtual processors, a halt when it idles, and the interrupt itself.
 */
export function ownCosts(name: string, work: OwnWork): HypervisorCosts {
  return fromConstants(() => ({
    name,
    switching: { work: work.switching.value, addressSpaceSwitch: 1 },
    idle: { halt: 1 },
    interrupt: { interrupt: 1, work: work.interrupt.value },
    alarm: { work: work.alarm.value },
    sendInterrupt: { work: work.sendInterrupt.value },
    notify: { work: work.notify.value },
  }));
}
