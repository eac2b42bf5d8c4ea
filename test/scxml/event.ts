import type { StateNames } from "./state-names.ts";

/** An event of a converted machine: SCXML's fields of an event, beside XState's type and a done event's output. */
export interface MachineEvent {
  type: string;
  data?: unknown;
  output?: unknown;
  /** Which queue it came through; SCXML calls this the event's type. */
  kind?: "internal" | "external" | "platform";
  sendid?: string;
  origin?: string;
  origintype?: string;
}

/** The one session that a document runs in. */
export const session = { id: "session1", location: "#_scxml_session1" } as const;

/** The processor by which documents send to themselves: all of its names. */
export const eventProcessor = "http://www.w3.org/TR/scxml/#SCXMLEventProcessor";

const seen = new WeakMap<MachineEvent, Readonly<Record<string, unknown>>>();

/** What an expression sees as `_event`, always the same for one event; nothing before the first event. */
export function eventVariable(event: MachineEvent, names: StateNames): Readonly<Record<string, unknown>> | undefined {
  if (event.type === "xstate.init") return undefined;
  const known = seen.get(event);
  if (known) return known;
  const done = event.type.match(/^xstate\.done\.state\.(.*)$/);
  const made = Object.freeze({
    name: done ? `done.state.${names.idOf(done[1]!)}` : event.type,
    type: event.kind ?? "platform",
    data: event.data ?? event.output,
    sendid: event.sendid,
    origin: event.origin,
    origintype: event.origintype,
    invokeid: undefined,
  });
  seen.set(event, made);
  return made;
}

/**
 * XState's descriptor for one of SCXML's, which matches all events that begin with its words: SCXML's `error` is XState's
 * `error.*`. SCXML's done events have another name in XState.
 */
export function descriptorOf(descriptor: string, names: StateNames): string {
  const words = descriptor.replace(/\.?\*$/, "").replace(/\.$/, "");
  if (words === "") return "*";
  if (words === "done" || words === "done.state") return `xstate.${words}.*`;
  const done = words.match(/^done\.state\.(.*)$/);
  return done ? `xstate.done.state.${names.ofId(done[1]!)}` : `${words}.*`;
}

/** Whether all events that match the second descriptor match the first. */
export function covers(general: string, special: string): boolean {
  if (general === "*" || general === special) return true;
  return general.endsWith(".*") && `${special.replace(/\.\*$/, "")}.`.startsWith(general.slice(0, -1));
}
