import type { ModelEvent, Nanoseconds } from "@crosstalk/engine";
import { enqueueActions, setup } from "xstate";
import type { Vector } from "./machine.ts";

/** A driver submits a request. */
export interface SubmitRequest {
  readonly type: "SUBMIT";
  readonly request: DeviceRequest;
}

/** A request to a device. */
export interface DeviceRequest {
  /** Chosen by the driver; comes back on completion. */
  readonly id: number;
  /** Owner of the pages that the device is to read or write: checked by the IOMMU. */
  readonly owner: string;
}

/** A driver fetches what is complete; the device answers COMPLETIONS. */
export interface FetchCompletions {
  readonly type: "FETCH";
  /** Path of the driver's actor. */
  readonly from: string;
}

/** How the device is set up. */
export interface FixedServiceDeviceInput {
  readonly service: Nanoseconds;
  readonly vector: Vector;
  /** Path of the interrupt router. */
  readonly router: string;
  /** Whose pages the IOMMU lets the device touch; absent: no IOMMU, all. */
  readonly reaches?: readonly string[];
}

/** What the device remembers. */
export interface FixedServiceDeviceContext extends FixedServiceDeviceInput {
  queue: DeviceRequest[];
  complete: { id: number; failed: boolean }[];
}

/**
 * A test device: serves requests one after another, each in the same time, and raises its vector when one is complete.
 * Requests whose pages the IOMMU does not let it touch complete at once, failed.
 */
export const fixedServiceDeviceMachine = setup({
  types: {} as {
    context: FixedServiceDeviceContext;
    events: SubmitRequest | FetchCompletions;
    input: FixedServiceDeviceInput;
    emitted: ModelEvent;
  },
  guards: {
    isForbidden: ({ context, event }) => context.reaches?.includes((event as SubmitRequest).request.owner) === false,
    hasMore: ({ context }) => context.queue.length > 0,
  },
  delays: { service: ({ context }) => context.service },
  actions: {
    queue: ({ context, event }) => {
      context.queue.push((event as SubmitRequest).request);
    },
    complete: enqueueActions(({ context, enqueue }) => {
      context.complete.push({ id: (context.queue.shift() as DeviceRequest).id, failed: false });
      enqueue.emit({ type: "ASSERT", to: context.router, vector: context.vector });
    }),
    refuse: enqueueActions(({ context, event, enqueue }) => {
      context.complete.push({ id: (event as SubmitRequest).request.id, failed: true });
      enqueue.emit({ type: "ASSERT", to: context.router, vector: context.vector });
    }),
    hand: enqueueActions(({ context, event, enqueue }) => {
      enqueue.emit({
        type: "COMPLETIONS",
        to: (event as FetchCompletions).from,
        completions: context.complete,
        vector: context.vector,
      });
      context.complete = [];
    }),
  },
}).createMachine({
  id: "fixed-service-device",
  context: ({ input }) => ({ queue: [], complete: [], ...input }),
  initial: "idle",
  on: { FETCH: { actions: "hand" } },
  states: {
    idle: {
      on: {
        SUBMIT: [
          { guard: "isForbidden", actions: "refuse" },
          { target: "busy", actions: "queue" },
        ],
      },
    },
    busy: {
      after: { service: [{ target: "finishing", actions: "complete" }] },
      on: { SUBMIT: [{ guard: "isForbidden", actions: "refuse" }, { actions: "queue" }] },
    },
    finishing: { always: [{ guard: "hasMore", target: "busy" }, { target: "idle" }] },
  },
});
