import { interfaceConstants } from "./constants.ts";

/** A request on a ring, as its front-end puts it. */
export interface RingRequest {
  /** Chosen by the front-end; comes back with the response. */
  readonly id: number;
  /** Whose pages are granted to the back-end. */
  readonly owner: string;
  /** Pages granted for it; absent: one. */
  readonly pages?: number;
}

/** A response on a ring, as its back-end puts it. */
export interface RingResponse {
  readonly id: number;
  readonly failed: boolean;
}

/** A shared ring: requests one way, responses the other, in the same slots. Indexes only grow. */
export interface Ring {
  /** Slots: a power of two. */
  readonly slots: number;
  /** Requests put, and fetched by the back-end, since the beginning. */
  requestsPut: number;
  requestsFetched: number;
  /** The back-end wants to be told when this many requests have been put. */
  requestEvent: number;
  /** Responses put, and fetched by the front-end, since the beginning. */
  responsesPut: number;
  responsesFetched: number;
  /** The front-end wants to be told when this many responses have been put. */
  responseEvent: number;
  /** Requests not yet fetched, and responses not yet fetched. */
  requests: RingRequest[];
  responses: RingResponse[];
}

/** Bytes of a ring's page, a definition, and of the header in it. */
const PAGE = 4_096;
const HEADER = interfaceConstants.ringHeader.value;

/**
 * Slots of a ring that fills one page: what fits of the larger of request and response, rounded down to a power of
 * two. Xen's block interface has 112 bytes, so 32 slots; its network interface sends with 12 bytes, so 256 (quoted:
 * xen 3.1.0, public/io/blkif.h and netif.h).
 */
export function slotsOfPage(entryBytes: number): number {
  let slots = 1;
  while (slots * 2 * entryBytes <= PAGE - HEADER) slots *= 2;
  return slots;
}

/** A ring with nothing on it, on which both ends wait for the first entry. */
export function emptyRing(slots: number): Ring {
  if (!Number.isSafeInteger(slots) || slots < 1 || (slots & (slots - 1)) !== 0) {
    throw new RangeError(`ring has ${slots} slots; allowed is a power of two`);
  }
  const indexes = { requestsPut: 0, requestsFetched: 0, requestEvent: 1, responsesPut: 0, responsesFetched: 0, responseEvent: 1 };
  return { slots, ...indexes, requests: [], responses: [] };
}

/** Whether there is no slot for another request: each is taken until its response has been fetched. */
export function isFull(ring: Ring): boolean {
  return ring.requestsPut - ring.responsesFetched >= ring.slots;
}

/** Puts a request on a ring that is not full; says whether the back-end waits to be told. */
export function putRequest(ring: Ring, request: RingRequest): boolean {
  ring.requests.push(request);
  ring.requestsPut += 1;
  return ring.requestsPut === ring.requestEvent;
}

/** Puts a response on a ring; says whether the front-end waits to be told. */
export function putResponse(ring: Ring, response: RingResponse): boolean {
  if (ring.responsesPut >= ring.requestsFetched)
    throw new Error(`response ${response.id} answers no request that has been fetched`);
  ring.responses.push(response);
  ring.responsesPut += 1;
  return ring.responsesPut === ring.responseEvent;
}

/** Takes all requests off a ring; with `rearm` the back-end wants to be told of the next, else it will look again. */
export function fetchRequests(ring: Ring, rearm: boolean): readonly RingRequest[] {
  const taken = ring.requests;
  ring.requests = [];
  ring.requestsFetched = ring.requestsPut;
  if (rearm) ring.requestEvent = ring.requestsFetched + 1;
  return taken;
}

/** Takes all responses off a ring; with `rearm` the front-end wants to be told of the next, else it will look again. */
export function fetchResponses(ring: Ring, rearm: boolean): readonly RingResponse[] {
  const taken = ring.responses;
  ring.responses = [];
  ring.responsesFetched = ring.responsesPut;
  if (rearm) ring.responseEvent = ring.responsesFetched + 1;
  return taken;
}
