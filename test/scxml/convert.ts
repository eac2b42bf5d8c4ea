import { type AnyStateMachine, raise } from "xstate";
import { actionsOf } from "./actions.ts";
import { payloadOf, readContents } from "./content.ts";
import type { Document } from "./document.ts";
import { childrenOf, type Element, wordsOf } from "./element.ts";
import type { MachineEvent } from "./event.ts";
import { copyOf, type Data } from "./expression.ts";
import { type MachineDefinition, type StateDefinition, scxml } from "./setup.ts";
import { stateElements } from "./state-names.ts";
import { transitionsOf } from "./transitions.ts";
import { Unsupported } from "./unsupported.ts";
import { resolvePayload } from "./value.ts";
import { bindsLate, dataOf } from "./variables.ts";

/** The machine of XState's that a document says. Throws {@link Unsupported} where it has none. */
export function convert(document: Document): AnyStateMachine {
  const { root, variables } = document;
  const { datamodel } = root.attributes;
  if (datamodel !== undefined && datamodel !== "ecmascript" && datamodel !== "null") {
    throw new Unsupported(`the data model "${datamodel}"`);
  }
  const entry = Array.from({ length: variables.errors }, () =>
    raise<Data, MachineEvent, MachineEvent, undefined>({ type: "error.execution", kind: "platform" }),
  );
  return scxml.createMachine({
    id: "scxml",
    context: () => variables.make(),
    ...(entry.length > 0 ? { entry } : {}),
    ...children(root, document),
  } as MachineDefinition);
}

function children(parent: Element, document: Document): Pick<StateDefinition, "initial" | "states"> {
  const elements = childrenOf(parent, ...stateElements);
  if (elements.length === 0) return {};
  const states = Object.fromEntries(elements.map((element) => [document.names.ofElement(element), stateOf(element, document)]));
  if (parent.name === "parallel") return { states };
  const initial = childrenOf(parent, "initial").flatMap((element) => childrenOf(element, "transition"))[0];
  const ids = wordsOf(initial ? initial.attributes.target : parent.attributes.initial);
  const actions = initial ? actionsOf(readContents(initial, document), document) : [];
  const targets = ids.map((id) => document.names.ofId(id));
  if (targets.length === 0) {
    return { states, initial: document.names.ofElement(elements.find(({ name }) => name !== "history") ?? elements[0]!) };
  }
  if (targets.length === 1 && targets[0]! in states) {
    return { states, initial: (actions.length > 0 ? { target: targets[0], actions } : targets[0]) as string };
  }
  // XState's initial state is a child, and one. So a child of our own goes on to those further down at once.
  const first = { always: { target: targets.map((target) => `#${target}`), actions } };
  return { states: { [initialKey]: first, ...states } as NonNullable<StateDefinition["states"]>, initial: initialKey };
}

/** The child by which a state comes to initial states that XState can't name. */
const initialKey = "initially";

function stateOf(element: Element, document: Document): StateDefinition {
  const id = document.names.ofElement(element);
  if (element.name === "history") return historyOf(element, id, document);
  if (childrenOf(element, "invoke").length > 0)
    throw new Unsupported("invoke: XState's own runs on its interpreter only, so there is nothing to compare");
  const late = bindsLate(document.root)
    ? dataOf(element, document.read).map(({ name, value }) => ({ kind: "bind", name, value }) as const)
    : [];
  const contents = (name: string) =>
    childrenOf(element, name).flatMap((handler) => actionsOf(readContents(handler, document), document));
  const entry = [...actionsOf(late, document), ...contents("onentry")];
  const exit = contents("onexit");
  return {
    id,
    ...(element.name === "parallel" ? { type: "parallel" } : element.name === "final" ? { type: "final" } : {}),
    ...(entry.length > 0 ? { entry } : {}),
    ...(exit.length > 0 ? { exit } : {}),
    ...outputOf(element, document),
    ...children(element, document),
    ...transitionsOf(element, document),
  } as StateDefinition;
}

function historyOf(element: Element, id: string, document: Document): StateDefinition {
  const transition = childrenOf(element, "transition")[0];
  const targets = wordsOf(transition?.attributes.target);
  if (targets.length > 1) throw new Unsupported("a history state of XState's has one default target");
  if (transition && childrenOf(transition).length > 0) throw new Unsupported("a history state of XState's has no actions");
  return {
    id,
    type: "history",
    history: element.attributes.type === "deep" ? "deep" : "shallow",
    ...(targets.length > 0 ? { target: `#${document.names.ofId(targets[0]!)}` } : {}),
  };
}

function outputOf(element: Element, document: Document): Pick<StateDefinition, "output"> {
  const data = childrenOf(element, "donedata")[0];
  if (!data) return {};
  const payload = payloadOf(data);
  return {
    output: ({ context, event }: { context: Data; event: MachineEvent }) => {
      try {
        return resolvePayload(payload, { data: copyOf(context), system: document.system(event) });
      } catch {
        return undefined;
      }
    },
  } as Pick<StateDefinition, "output">;
}
