import type { Nanoseconds } from "@crosstalk/engine";

/** A request that a client has sent. */
export interface ClientRequest {
  readonly sent: Nanoseconds;
  /** When the answer came, or when it was dropped; null: neither has happened. */
  ended: Nanoseconds | null;
  /** There was no room for it. */
  readonly dropped: boolean;
  /** Number of the client, of clients that wait for their answers; absent: nobody in particular. */
  readonly client?: number;
}

/** What has become of requests: each ends exactly once, or is outstanding, so the last four add up to the first. */
export interface Service {
  readonly sent: number;
  readonly answered: number;
  readonly dropped: number;
  /** The client has given up before an answer came. */
  readonly timedOut: number;
  readonly outstanding: number;
  /** Nanoseconds from sending to the answer, of those that were answered, in order of sending. */
  readonly responses: readonly Nanoseconds[];
}

/** What had become by an instant of the requests that were sent from one instant on and before another. */
export function serviceOf(
  { requests, patience }: { readonly requests: readonly ClientRequest[]; readonly patience: Nanoseconds },
  at: Nanoseconds,
  from: Nanoseconds = 0,
  to: Nanoseconds = at + 1,
): Service {
  const counts = { sent: 0, dropped: 0, timedOut: 0, outstanding: 0 };
  const responses: Nanoseconds[] = [];
  for (const { sent, ended, dropped } of requests) {
    if (sent < from || sent >= to) continue;
    counts.sent += 1;
    const waited = (ended ?? at) - sent;
    if (dropped) counts.dropped += 1;
    else if (waited > patience) counts.timedOut += 1;
    else if (ended === null) counts.outstanding += 1;
    else responses.push(waited);
  }
  const { sent, dropped, timedOut, outstanding } = counts;
  return { sent, dropped, timedOut, outstanding, answered: responses.length, responses };
}
