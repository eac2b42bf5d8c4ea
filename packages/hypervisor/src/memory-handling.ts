import { type Nanoseconds, now } from "@crosstalk/engine";
import type { Account } from "@crosstalk/hardware";
import type { Notice } from "@crosstalk/scheduling";
import { type Handling, order, work } from "./control.ts";
import type { MemoryAlarm } from "./memory/alarms.ts";
import type { HandledEvent, HandleEvent } from "./memory/handle.ts";

/** Cause of the trap that stops a guest's burst which touches pages that its hypervisor watches. */
export const TOUCH = "touch";

/** What the trap tells: whose it is, and on whose account the burst is. */
export interface TouchDetail {
  /** Path of the hypervisor. */
  readonly by: string;
  readonly account: Account;
}

/** Why a virtual processor is kept off the processors: its VM is above its target, or it waits for the swap file. */
const SHORT = "short of memory";
const PAGING = "paging";

/** Name of the alarm that ends a wait for the swap file; its subject is the virtual processor. */
const SWAPPED_IN = "swapped in";

/** Sets the alarms of the memory manager's periodic work. */
export function setMemoryAlarms(handling: Handling, alarms: readonly MemoryAlarm[]): void {
  for (const { name, every } of alarms) order(handling, { type: "ALARM", name, subject: name, at: now() + every, every });
}

/** Lets the memory manager act on the processor that is held; what it has done comes back as HANDLED. */
function delegate({ context, out, on }: Handling, what: HandleEvent["what"]): void {
  const event: HandleEvent = { type: "HANDLE", to: context.memoryManager ?? "", on, what };
  out.push(event as never);
}

/** An alarm of the hypervisor's has come. */
export function takeAlarm(handling: Handling, { name, subject }: Extract<Notice, { type: "RANG" }>): void {
  if (name === SWAPPED_IN) {
    order(handling, { type: "RELEASE", entity: subject, why: PAGING });
    order(handling, { type: "RETURN" });
  } else delegate(handling, name as MemoryAlarm["name"]);
}

/** A guest's burst that touches pages has been stopped. */
export function takeTouch(handling: Handling, { entity, trap }: Extract<Notice, { type: "TRAPPED" }>): void {
  const { machines } = handling.context;
  const machine = machines.findIndex(({ vcpus }) => vcpus.some((vcpu) => vcpu.entity === entity));
  delegate(handling, { machine, entity, account: (trap.detail as TouchDetail).account });
}

/** The memory manager has done its part: its work is put before anything else, and its decisions are carried out. */
export function takeHandled(handling: Handling, { work: segments, stop, go, wait }: HandledEvent): void {
  const { machines } = handling.context;
  work(handling, segments);
  for (const id of stop)
    for (const { entity } of machines[id]?.vcpus ?? []) order(handling, { type: "HOLD", entity, why: SHORT });
  for (const id of go)
    for (const { entity } of machines[id]?.vcpus ?? []) order(handling, { type: "RELEASE", entity, why: SHORT });
  if (wait !== undefined) keepWaiting(handling, wait);
  order(handling, { type: "RETURN" });
}

function keepWaiting(handling: Handling, { entity, until }: { readonly entity: number; readonly until: Nanoseconds }): void {
  order(handling, { type: "HOLD", entity, why: PAGING });
  order(handling, { type: "ALARM", name: SWAPPED_IN, subject: entity, at: until });
}
