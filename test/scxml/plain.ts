import { assign, cancel, emit, log, raise, sendTo } from "xstate";
import type { Content } from "./content.ts";
import type { Document } from "./document.ts";
import type { MachineEvent } from "./event.ts";
import { copyOf, type Data, type Scope } from "./expression.ts";
import { resolveSend } from "./send.ts";
import type { Action, Logged } from "./setup.ts";
import { resolve } from "./value.ts";

/**
 * Executable content as actions of XState's own, one for each element, so that the documents exercise those too. Only
 * content that can't fail is put so: there XState stops the machine, where SCXML has an error event.
 */
export const plain = (contents: readonly Content[], document: Document): Action[] =>
  contents.flatMap((content) => actionsFor(content, document) as Action[]);

/** Whether content can't fail: constants, and arithmetic on declared variables. */
export function cannotFail(contents: readonly Content[], variables: ReadonlySet<string>): boolean {
  const safe = (value: { literal: unknown } | { expression: string }): boolean =>
    "literal" in value || isArithmetic(value.expression, variables);
  return contents.every((content) => {
    if (content.kind === "raise") return true;
    if (content.kind === "cancel") return "literal" in content.id;
    if (content.kind === "log") return safe(content.value);
    if (content.kind === "assign") return variables.has(content.location) && safe(content.value);
    return (
      content.kind === "send" &&
      content.target === undefined &&
      content.type === undefined &&
      content.idLocation === undefined &&
      "literal" in content.event &&
      content.event.literal !== undefined &&
      (content.delay === undefined || ("literal" in content.delay && /^[\d.]+m?s$/.test(String(content.delay.literal)))) &&
      ("content" in content.payload ? safe(content.payload.content) : content.payload.fields.every(([, value]) => safe(value)))
    );
  });
}

function isArithmetic(expression: string, variables: ReadonlySet<string>): boolean {
  const bare = expression.replace(/'[^'\\]*'|"[^"\\]*"/g, "0").replace(/Math\.pow\(/g, "(");
  if (!/^[\w\s+\-*/(),.]*$/.test(bare) || /\w\s*\(|[a-z]\./i.test(bare)) return false;
  const names = bare.match(/[A-Za-z_$][\w$]*/g) ?? [];
  return bare.trim() !== "" && names.every((name) => variables.has(name));
}

function actionsFor(content: Content, document: Document): unknown[] {
  const scopeOf = ({ context, event }: { context: Data; event: MachineEvent }): Scope => ({
    data: context,
    system: document.system(event),
  });
  switch (content.kind) {
    case "raise":
      return [raise<Data, MachineEvent, MachineEvent, undefined>({ type: content.event, kind: "internal" })];
    case "cancel":
      return [cancel(String((content.id as { literal: unknown }).literal))];
    case "assign":
      return [
        assign<Data, MachineEvent, undefined, MachineEvent, never>((given) => ({
          [content.location]: copyOf(resolve(content.value, scopeOf(given))),
        })),
      ];
    case "log": {
      const value = (given: { context: Data; event: MachineEvent }): unknown => copyOf(resolve(content.value, scopeOf(given)));
      return [
        log<Data, MachineEvent, undefined, MachineEvent>(value, content.label),
        emit<Data, MachineEvent, undefined, MachineEvent, Logged>((given) => ({
          type: "log",
          label: content.label,
          value: value(given),
        })),
      ];
    }
    case "send": {
      const sent = (given: { context: Data; event: MachineEvent }): MachineEvent => resolveSend(content, scopeOf(given)).event;
      const { delay, id } = resolveSend({ ...content, payload: { fields: [] } }, { data: {}, system: {} });
      if (delay > 0) return [raise<Data, MachineEvent, MachineEvent, undefined>(sent, { delay, id })];
      return [sendTo(({ self }: { self: unknown }) => self as never, sent as never)];
    }
    default:
      throw new Error(`content "${content.kind}" can fail, and has no action of its own`);
  }
}
