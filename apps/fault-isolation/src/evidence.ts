import type { Nanoseconds } from "@crosstalk/engine";
import type { Service } from "@crosstalk/hardware";
import { type FaultWorld, lastAnswer } from "./fault-world.ts";
import type { Happening, Refusal } from "./watch-faults.ts";

/** What became of the requests to a tenant that were sent in a period; all but `sent` add up to it. */
export type Requests = Pick<Service, "sent" | "answered" | "dropped" | "timedOut" | "outstanding">;

/** A tenant that serves, before the fault and once it holds. */
export interface ServedTenant {
  readonly tenant: string;
  readonly before: Requests;
  readonly after: Requests;
  /** Virtual time of its last answer; 0 if there was none. */
  readonly lastAnswer: Nanoseconds;
}

/** What the share of service that is lost in a run can be followed to. */
export interface FaultEvidence {
  readonly of: "fault";
  /** Virtual times between which requests were sent that count, before the fault and once it holds. */
  readonly periods: { readonly before: readonly [Nanoseconds, Nanoseconds]; readonly after: readonly [Nanoseconds, Nanoseconds] };
  readonly tenants: readonly ServedTenant[];
  readonly happened: readonly Happening[];
  readonly refused: readonly Refusal[];
}

function requestsOf({ sent, answered, dropped, timedOut, outstanding }: Service): Requests {
  return { sent, answered, dropped, timedOut, outstanding };
}

/** Reads from a run what became of each request and what stopped. */
export function faultEvidence({ machines, periods, happenings }: FaultWorld): FaultEvidence {
  const { before, after } = periods;
  return {
    of: "fault",
    periods,
    tenants: machines.flatMap(({ host, interfaces, tenants }) =>
      interfaces.map((name, index) => ({
        tenant: tenants[index] ?? "",
        before: requestsOf(host.service(name, ...before)),
        after: requestsOf(host.service(name, ...after)),
        lastAnswer: lastAnswer(host, name),
      })),
    ),
    happened: happenings.happened(),
    refused: happenings.refused(),
  };
}
