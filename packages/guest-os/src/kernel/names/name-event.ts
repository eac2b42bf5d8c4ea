import { type Act, count, tenantNameOf } from "../act.ts";
import type { ProcessEntry } from "../state.ts";
import type { NameCall } from "./name-call.ts";
import type { Outcome } from "./outcome.ts";

/** What a kernel emits of each call that named something, and of each fork that failed. */
export interface NamedEvent {
  readonly type: "NAMED";
  /** Name of the tenant whose process has made the call. */
  readonly tenant: string;
  /** The process's place in its program's process tree, and its number. */
  readonly process: string;
  readonly pid: number;
  readonly call: NameCall | { readonly name: "fork" };
  readonly outcome: Outcome;
}

/** Says what a call came to, by NAMED, and counts it. */
export function sayNamed(act: Act, process: ProcessEntry, call: NamedEvent["call"], outcome: Outcome): void {
  const tenant = tenantNameOf(act, process);
  const event: NamedEvent = { type: "NAMED", tenant, process: process.role, pid: process.pid, call, outcome };
  act.out.push({ ...event });
  count(act, `name ${call.name} ${outcome.result}`);
}
