import type { Send, Value } from "./content.ts";
import { delayOf } from "./delay.ts";
import { eventProcessor, type MachineEvent, session } from "./event.ts";
import type { Scope } from "./expression.ts";
import { Unsupported } from "./unsupported.ts";
import { resolve, resolvePayload } from "./value.ts";

/** A send that SCXML says ends in an error event, and which. */
export class SendError extends Error {
  override name = "SendError";
  readonly event: "error.execution" | "error.communication";
  readonly sendid: string | undefined;
  constructor(event: "error.execution" | "error.communication", message: string, sendid: string | undefined) {
    super(message);
    this.event = event;
    this.sendid = sendid;
  }
}

/** A send, ready to go to the machine itself: into the queue of internal events, or that of external ones. */
export interface Sent {
  event: MachineEvent;
  internal: boolean;
  delay: number;
  id: string;
}

const types = [undefined, "scxml", "http://www.w3.org/TR/scxml", "http://www.w3.org/TR/scxml/", eventProcessor];

/** What a send comes to where it is run. */
export function resolveSend(send: Send, scope: Scope): Sent {
  const target = send.target && resolve(send.target, scope);
  const type = send.type && resolve(send.type, scope);
  const named = send.named ? send.id : undefined;
  if (!types.includes(type as string | undefined))
    throw new SendError("error.execution", `no processor of events is called ${type}`, named);
  const internal = target === "#_internal";
  if (target !== undefined && !internal && target !== session.location) {
    const unreachable = String(target).startsWith("#_scxml_");
    throw new SendError(unreachable ? "error.communication" : "error.execution", `no session is at ${target}`, named);
  }
  const data = resolvePayload(send.payload, scope);
  const event: MachineEvent = {
    type: String(resolve(send.event, scope)),
    kind: internal ? "internal" : "external",
    ...(data === undefined ? {} : { data }),
    ...(send.named ? { sendid: send.id } : {}),
    ...(internal ? {} : { origin: session.location, origintype: eventProcessor }),
  };
  return { event, internal, delay: send.delay ? delayOf(resolve(send.delay, scope)) : 0, id: send.id };
}

/** Refuses a send by what it says itself: one over HTTP, or to a document that invokes this one. */
export function checkSend({ target, type }: Send): void {
  if (/BasicHTTP/i.test(written(type)) || /^https?:|basichttp/i.test(written(target))) {
    throw new Unsupported("a processor of events over HTTP");
  }
  if (written(target) === "#_parent") throw new Unsupported("part of another document, which invokes it");
}

const written = (value: Value | undefined): string =>
  value === undefined ? "" : "literal" in value ? String(value.literal) : value.expression;
