import type { ContentReader } from "./content.ts";
import { scriptOf } from "./content.ts";
import { childrenOf, type Element, readElement } from "./element.ts";
import { eventProcessor, eventVariable, type MachineEvent, session } from "./event.ts";
import { declare } from "./expression.ts";
import { nameStates, type StateNames } from "./state-names.ts";
import { type InitialData, readData } from "./variables.ts";

/** A document, read: what converting each part of it needs. */
export interface Document extends ContentReader {
  name: string;
  root: Element;
  names: StateNames;
  variables: InitialData;
  /** The system's variables while an event is handled, and the functions that the document declares. */
  system(event: MachineEvent): Record<string, unknown>;
}

/** Reads a document; `read` gives the text of a file beside it. */
export function readDocument(name: string, text: string, read: (path: string) => string): Document {
  const root = readElement(text);
  const names = nameStates(root);
  const processor = Object.freeze({ location: session.location });
  const constant: Record<string, unknown> = {
    _sessionid: session.id,
    _name: root.attributes.name,
    _ioprocessors: Object.freeze({ scxml: processor, [eventProcessor]: processor }),
  };
  const variables = readData(root, constant, read);
  let ids = 0;
  const nextId = (): string => `send${ids++}`;
  for (const script of childrenOf(root, "script")) {
    const known = variables.make();
    Object.assign(constant, declare(scriptOf(script, { read, nextId }), { data: known, system: constant }));
    variables.declared(known);
  }
  return {
    name,
    root,
    names,
    variables,
    read,
    nextId,
    system: (event) => ({ ...constant, _event: eventVariable(event, names) }),
  };
}
