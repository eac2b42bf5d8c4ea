import { ModelError } from "@crosstalk/engine";
import { account, causedBy, type Operations, type Segment } from "@crosstalk/hardware";
import { type Act, order } from "./act.ts";
import { backEndOf } from "./drivers.ts";
import { notifyTrap } from "./input-output.ts";

/** What a channel hands to the back-end. */
export interface RequestsEvent {
  readonly type: "REQUESTS";
  readonly channel: string;
  readonly vector: string;
  readonly requests: readonly { readonly id: number; readonly owner: string }[];
}

/** A channel has taken a response, and says whether the other end must be told. */
export interface RespondDoneEvent {
  readonly type: "RESPOND_DONE";
  readonly channel: string;
  readonly notify: boolean;
  /** The back-end's processor. */
  readonly on: number;
}

/** A segment of a back-end's work for the owner of a front-end. */
export function backEndSegment({ context }: Act, owner: string, operations: Operations): Segment {
  return { parts: [{ account: causedBy(account("user", owner), "back-end", context.path), operations }], from: 0 };
}

/** A back-end's requests: each is submitted to the device in the front-end's name. */
export function takeRequests(act: Act, { channel, requests }: RequestsEvent): void {
  const { context, model } = act;
  const back = backEndOf(context, channel);
  if (back === undefined) throw new ModelError(`${context.path} has no back-end for channel ${channel}`);
  const work: Segment[] = [];
  for (const { id, owner } of requests) {
    context.requestNumber += 1;
    context.requests[context.requestNumber] = { backEnd: channel, request: id };
    const { peer } = back.channel;
    work.push(backEndSegment(act, peer, model.costs.backEndRequest), backEndSegment(act, peer, model.costs.submit));
    act.out.push({ type: "SUBMIT", to: back.device.path, request: { id: context.requestNumber, owner } });
  }
  order(act, { type: "WORK", work });
  order(act, { type: "RETURN" });
}

/** The channel has taken a back-end's response: tells the front-end if it asks for it, as work of the handler's. */
export function respondDone(act: Act, { channel, notify, on }: RespondDoneEvent): void {
  const { context, model } = act;
  if (notify) {
    const owner = backEndOf(context, channel)?.channel.peer ?? "";
    const { parts, from } = backEndSegment(act, owner, model.costs.notify);
    const kick: Segment = { parts, from, trap: notifyTrap(channel, "back") };
    order(act, { type: "WORK", work: [kick] });
  }
  const responding = context.responding[on];
  if (responding === undefined) throw new ModelError(`${context.path} has put no response that ${channel} could have taken`);
  responding.responses -= 1;
  if (responding.responses > 0) return;
  delete context.responding[on];
  for (let handler = 0; handler < responding.handlers; handler += 1) order(act, { type: "RETURN" });
}
