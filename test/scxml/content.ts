import { childrenOf, type Element, textOf, wordsOf } from "./element.ts";
import { literalOf } from "./literal.ts";
import { Unsupported } from "./unsupported.ts";

/** A value to be had when content is run: written in the document, or an expression. */
export type Value = { literal: unknown } | { expression: string };

/** What an event carries: nothing, one value, or named ones. */
export type Payload = { content: Value } | { fields: readonly (readonly [name: string, value: Value])[] };

/** A `send` element. */
export interface Send {
  kind: "send";
  event: Value;
  target?: Value;
  type?: Value;
  delay?: Value;
  /** Its own name, by which it can be cancelled. */
  id: string;
  /** Whether the document gave that name, so that the event carries it. */
  named: boolean;
  /** Where the name is put. */
  idLocation?: string;
  payload: Payload;
}

/** One element of executable content, of a transition or a state's entry or exit. */
export type Content =
  | { kind: "raise"; event: string }
  | Send
  | { kind: "cancel"; id: Value }
  | { kind: "assign"; location: string; value: Value }
  | { kind: "bind"; name: string; value: Value }
  | { kind: "log"; label: string | undefined; value: Value }
  | { kind: "script"; text: string }
  | { kind: "if"; branches: readonly { condition: string | undefined; contents: readonly Content[] }[] }
  | { kind: "foreach"; array: string; item: string; index: string | undefined; contents: readonly Content[] };

/** What reading content needs of the document that it is in. */
export interface ContentReader {
  /** The text of a file beside the document. */
  read(path: string): string;
  /** A name for a send that has none, different each time, the same at each reading. */
  nextId(): string;
}

/** Reads the executable content in an element. */
export const readContents = (parent: Element, reader: ContentReader): Content[] =>
  childrenOf(parent).map((element) => readContent(element, reader));

function readContent(element: Element, reader: ContentReader): Content {
  const { attributes } = element;
  switch (element.name) {
    case "raise":
      return { kind: "raise", event: attributes.event! };
    case "send":
      return readSend(element, reader);
    case "cancel":
      return { kind: "cancel", id: either(attributes.sendid, attributes.sendidexpr)! };
    case "assign":
      return { kind: "assign", location: attributes.location!, value: readValue(element) };
    case "log":
      return { kind: "log", label: attributes.label, value: readValue(element) };
    case "script":
      return { kind: "script", text: scriptOf(element, reader) };
    case "if":
      return { kind: "if", branches: branchesOf(element, reader) };
    case "foreach":
      return {
        kind: "foreach",
        array: attributes.array!,
        item: attributes.item!,
        index: attributes.index,
        contents: readContents(element, reader),
      };
    default:
      throw new Unsupported(`the element "${element.name}" is no executable content of SCXML's`);
  }
}

/** The text of a script, written in its element or in a file. */
export const scriptOf = (element: Element, { read }: ContentReader): string =>
  element.attributes.src === undefined ? textOf(element) : read(element.attributes.src);

/** The value of an element that has an expression, or is written out. */
export const readValue = (element: Element): Value =>
  element.attributes.expr === undefined ? { literal: literalOf(element) } : { expression: element.attributes.expr };

/** What a `send` or `donedata` element gives its event. */
export function payloadOf(element: Element): Payload {
  const content = childrenOf(element, "content")[0];
  if (content) return { content: readValue(content) };
  const names = wordsOf(element.attributes.namelist).map((name) => [name, { expression: name }] as const);
  const parameters = childrenOf(element, "param").map(
    ({ attributes }) => [attributes.name!, { expression: attributes.expr ?? attributes.location! }] as const,
  );
  return { fields: [...names, ...parameters] };
}

function readSend(element: Element, reader: ContentReader): Send {
  const { id, idlocation, event, eventexpr, target, targetexpr, type, typeexpr, delay, delayexpr } = element.attributes;
  const optional = <Key extends string>(key: Key, value: Value | undefined) =>
    (value ? { [key]: value } : {}) as { [K in Key]?: Value };
  return {
    kind: "send",
    event: either(event, eventexpr) ?? { literal: undefined },
    ...optional("target", either(target, targetexpr)),
    ...optional("type", either(type, typeexpr)),
    ...optional("delay", either(delay, delayexpr)),
    id: id ?? reader.nextId(),
    named: id !== undefined || idlocation !== undefined,
    ...(idlocation === undefined ? {} : { idLocation: idlocation }),
    payload: payloadOf(element),
  };
}

function branchesOf(element: Element, reader: ContentReader) {
  const branches = [{ condition: element.attributes.cond, contents: [] as Content[] }];
  for (const child of childrenOf(element)) {
    if (child.name === "elseif" || child.name === "else") branches.push({ condition: child.attributes.cond, contents: [] });
    else branches.at(-1)!.contents.push(readContent(child, reader));
  }
  return branches;
}

const either = (literal: string | undefined, expression: string | undefined): Value | undefined =>
  literal !== undefined ? { literal } : expression !== undefined ? { expression } : undefined;
