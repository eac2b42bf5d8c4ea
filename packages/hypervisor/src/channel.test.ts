import { type ModelEvent, Simulation } from "@crosstalk/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { setup } from "xstate";
import { type ChannelContext, channelMachine } from "./channel.ts";
import { emptyRing, fetchRequests, fetchResponses, isFull, putRequest, putResponse, slotsOfPage } from "./ring.ts";

/** Takes any answer of a channel. */
const listener = setup({}).createMachine({ on: { "*": {} } });

function withChannel(slots: number) {
  const simulation = new Simulation({ seed: 1 });
  simulation.actor("ring", channelMachine, { path: "ring", slots });
  simulation.actor("guest", listener);
  simulation.start();
  const answers: ModelEvent[] = [];
  simulation.onDelivery((_time, path, event) => {
    if (path === "guest") answers.push(event);
  });
  const tell = (event: ModelEvent): ModelEvent | undefined => {
    answers.length = 0;
    simulation.post("ring", { from: "guest", ...event });
    simulation.run(simulation.now);
    return answers[0];
  };
  const context = () => simulation.snapshot("ring").context as ChannelContext;
  return { simulation, tell, context, value: () => simulation.snapshot("ring").value as Record<string, string> };
}

const put = (id: number, pages = 1) => ({ type: "PUT", request: { id, owner: "web", pages } });

test("a page holds a power of two of slots: 32 of Xen's block requests, 256 of its network's", () => {
  expect(slotsOfPage(112)).toBe(32);
  expect(slotsOfPage(12)).toBe(256);
  expect(slotsOfPage(8)).toBe(256);
  expect(() => emptyRing(24)).toThrow(/24 slots; allowed is a power of two/);
});

test("a request goes to the back-end and its response comes back, with the pages granted meanwhile", () => {
  const { tell, context } = withChannel(4);
  expect(tell(put(7, 3))).toMatchObject({ type: "PUT_DONE", channel: "ring", id: 7, notify: true });
  expect(context().grants).toEqual({ 7: 3 });
  expect(tell({ type: "FETCH", vector: "channel:ring" })).toMatchObject({
    type: "REQUESTS",
    channel: "ring",
    vector: "channel:ring",
    requests: [{ id: 7, owner: "web", pages: 3 }],
  });
  expect(tell({ type: "RESPOND", on: 2, response: { id: 7, failed: false } })).toMatchObject({
    type: "RESPOND_DONE",
    channel: "ring",
    on: 2,
    notify: true,
  });
  expect(tell({ type: "FETCH_RESPONSES", vector: "channel:ring" })).toMatchObject({
    type: "RESPONSES",
    vector: "channel:ring",
    completions: [{ id: 7, failed: false }],
  });
  expect(context().grants).toEqual({});
});

test("an end that has been told and has not yet looked is not told again", () => {
  const { tell, context } = withChannel(8);
  expect([1, 2, 3].map((id) => tell(put(id))?.notify)).toEqual([true, false, false]);
  tell({ type: "FETCH" });
  expect([4, 5].map((id) => tell(put(id))?.notify)).toEqual([true, false]);
  tell({ type: "FETCH", rearm: false });
  expect(tell(put(6))?.notify).toBe(false);
  const responses = [1, 2].map((id) => tell({ type: "RESPOND", response: { id, failed: false } })?.notify);
  expect(responses).toEqual([true, false]);
  expect(context().counts).toEqual({ notified: 3, heldOff: 5, refused: 0 });
});

test("a full ring refuses requests until responses have been fetched", () => {
  const { tell, context } = withChannel(2);
  tell(put(1));
  tell(put(2));
  expect(tell(put(3))).toMatchObject({ type: "RING_FULL", channel: "ring", id: 3 });
  tell({ type: "FETCH" });
  tell({ type: "RESPOND", response: { id: 1, failed: false } });
  expect(tell(put(3))?.type).toBe("RING_FULL");
  tell({ type: "FETCH_RESPONSES" });
  expect(tell(put(3))?.type).toBe("PUT_DONE");
  expect(context().counts.refused).toBe(2);
});

test("the ends connect when both have set themselves up, and see each other go", () => {
  const { tell, value, context } = withChannel(2);
  expect(value()).toMatchObject({ front: "closed", back: "closed" });
  tell(put(1));
  expect(value()).toMatchObject({ front: "initialising", back: "closed" });
  tell({ type: "OPEN", end: "back" });
  expect(value()).toMatchObject({ front: "connected", back: "connected" });
  tell({ type: "CLOSE", end: "front" });
  expect(value()).toMatchObject({ front: "closed", back: "closing" });
  expect(context().grants).toEqual({});
  expect(context().ring.requests).toEqual([]);
  tell(put(2));
  expect(value()).toMatchObject({ front: "connected", back: "connected" });
});

test("no request is lost or answered twice, none goes unnoticed, whatever the order of puts and fetches", () => {
  const action = fc.constantFrom("put", "fetch", "respond", "collect");
  fc.assert(
    fc.property(fc.array(action, { maxLength: 200 }), fc.constantFrom(1, 4, 32), (actions, slots) => {
      const ring = emptyRing(slots);
      const waiting: number[] = [];
      const answered: number[] = [];
      let told = false;
      let made = 0;
      for (const each of actions) {
        if (each === "put" && !isFull(ring)) {
          made += 1;
          told = putRequest(ring, { id: made, owner: "web" }) || told;
          expect(told).toBe(true);
        } else if (each === "fetch") {
          waiting.push(...fetchRequests(ring, true).map(({ id }) => id));
          told = false;
        } else if (each === "respond" && waiting.length > 0) {
          putResponse(ring, { id: waiting.shift() as number, failed: false });
        } else if (each === "collect") answered.push(...fetchResponses(ring, true).map(({ id }) => id));
        expect(ring.requestsPut - ring.responsesFetched).toBeLessThanOrEqual(slots);
      }
      waiting.push(...fetchRequests(ring, true).map(({ id }) => id));
      for (const id of waiting) putResponse(ring, { id, failed: false });
      answered.push(...fetchResponses(ring, true).map(({ id }) => id));
      expect(answered).toEqual(Array.from({ length: made }, (_, index) => index + 1));
    }),
  );
});
