import type { Nanoseconds } from "@crosstalk/engine";
import type { BlockEvent } from "./block-event.ts";

/** A request that a driver was given. */
export interface BlockRequest {
  readonly device: string;
  readonly does: "read" | "write" | "discard" | "other";
  readonly sector: number;
  readonly bytes: number;
  /** When it was queued, ns; null if its beginning was queued before the trace, or at another sector and merged. */
  readonly queued: Nanoseconds | null;
  readonly issued: Nanoseconds;
  /** Null if its end is not in the trace. */
  readonly completed: Nanoseconds | null;
}

/** Bytes of a sector, as the kernel counts them whatever the device's own are. */
const SECTOR_BYTES = 512;

/**
 * Puts events of requests together: from being queued (Q) to issued (D) to completed (C), by device and first sector. They
 * are in order of issue. A request that is given back (R) and issued again counts from its last issue.
 */
export function blockRequests(events: readonly BlockEvent[]): readonly BlockRequest[] {
  const queued = new Map<string, Nanoseconds>();
  const issued = new Map<string, number>();
  const requests: BlockRequest[] = [];
  for (const event of events) {
    const { device, action, sector, sectors, at } = event;
    if (sector === null) continue;
    const place = `${device}:${sector}`;
    const index = issued.get(place);
    if (action === "Q") queued.set(place, at);
    else if (action === "D") {
      const request = {
        device,
        does: whatItDoes(event.kind),
        sector,
        bytes: (sectors ?? 0) * SECTOR_BYTES,
        queued: queued.get(place) ?? null,
        issued: at,
        completed: null,
      };
      if (index === undefined) issued.set(place, requests.push(request) - 1);
      else requests[index] = request;
    } else if (action === "C" && index !== undefined) {
      requests[index] = { ...(requests[index] as BlockRequest), completed: at };
      issued.delete(place);
      queued.delete(place);
    }
  }
  return requests;
}

/** Bytes of all requests that do the same. */
export function bytesOf(requests: readonly BlockRequest[], does: BlockRequest["does"]): number {
  return requests.reduce((sum, request) => sum + (request.does === does ? request.bytes : 0), 0);
}

function whatItDoes(kind: string): BlockRequest["does"] {
  // A flush may come before the letter of a write.
  const letter = kind.replace(/^F/, "")[0];
  if (letter === "R") return "read";
  if (letter === "W") return "write";
  return letter === "D" ? "discard" : "other";
}
