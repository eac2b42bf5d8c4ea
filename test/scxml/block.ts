import { enqueueActions, stateIn } from "xstate";
import type { Content } from "./content.ts";
import type { Document } from "./document.ts";
import type { MachineEvent } from "./event.ts";
import { copyOf, type Data, evaluate, execute, type Scope } from "./expression.ts";
import { resolveSend, SendError } from "./send.ts";
import type { Logged } from "./setup.ts";
import { resolve } from "./value.ts";

/** What content does beside changing variables. */
interface Effects {
  raise(event: MachineEvent): void;
  send(event: MachineEvent, delay: number, id: string): void;
  cancel(id: string): void;
  log(logged: Logged): void;
}

/**
 * Executable content as one action, which runs it element by element on a copy of the variables. What SCXML says of
 * errors holds: an element that fails ends the content, and puts an error event into the queue of internal ones.
 */
export const block = (contents: readonly Content[], document: Document) =>
  enqueueActions<Data, MachineEvent, undefined, MachineEvent, never, never, never, never, Logged>(
    ({ context, event, enqueue, check, self }) => {
      const scope: Scope = {
        data: copyOf(context),
        system: {
          ...document.system(event as MachineEvent),
          In: (id: string) => check(stateIn(`#${document.names.ofId(id)}`) as never),
        },
      };
      const effects: Effects = {
        raise: (raised) => enqueue.raise(raised),
        send: (sent, delay, id) => (delay > 0 ? enqueue.sendTo(self, sent, { delay, id }) : enqueue.sendTo(self, sent)),
        cancel: (id) => enqueue.cancel(id),
        log: (logged) => enqueue.emit(logged),
      };
      try {
        for (const content of contents) run(content, scope, effects);
      } catch (error) {
        const failed = error instanceof SendError ? error : { event: "error.execution", sendid: undefined };
        enqueue.raise({
          type: failed.event,
          kind: "platform",
          ...(failed.sendid === undefined ? {} : { sendid: failed.sendid }),
        });
      }
      enqueue.assign(() => scope.data);
    },
  );

function run(content: Content, scope: Scope, effects: Effects): void {
  switch (content.kind) {
    case "raise":
      effects.raise({ type: content.event, kind: "internal" });
      break;
    case "send": {
      if (content.idLocation !== undefined) assignTo(content.idLocation, content.id, scope);
      const { event, internal, delay, id } = resolveSend(content, scope);
      if (internal && delay === 0) effects.raise(event);
      else effects.send(event, delay, id);
      break;
    }
    case "cancel":
      effects.cancel(String(resolve(content.id, scope)));
      break;
    case "assign":
      assignTo(content.location, resolve(content.value, scope), scope);
      break;
    case "bind":
      if (!(content.name in scope.data)) scope.data[content.name] = resolve(content.value, scope);
      break;
    case "log":
      effects.log({ type: "log", label: content.label, value: copyOf(resolve(content.value, scope)) });
      break;
    case "script":
      execute(content.text, scope);
      break;
    case "if": {
      const taken = content.branches.find(({ condition }) => condition === undefined || evaluate(condition, scope));
      for (const inner of taken?.contents ?? []) run(inner, scope, effects);
      break;
    }
    case "foreach":
      runForeach(content, scope, effects);
  }
}

function runForeach(content: Extract<Content, { kind: "foreach" }>, scope: Scope, effects: Effects): void {
  const array = evaluate(content.array, scope);
  if (!Array.isArray(array)) throw new TypeError(`foreach goes over an array, and ${content.array} is none`);
  for (const name of [content.item, content.index]) {
    if (name === undefined) continue;
    if (!/^[A-Za-z_$][\w$]*$/.test(name)) throw new SyntaxError(`${name} is no name of a variable`);
    scope.data[name] ??= undefined;
  }
  for (const [index, item] of copyOf(array).entries()) {
    scope.data[content.item] = item;
    if (content.index !== undefined) scope.data[content.index] = index;
    for (const inner of content.contents) run(inner, scope, effects);
  }
}

/** Assigns to a location, which must be in a declared variable. */
function assignTo(location: string, value: unknown, scope: Scope): void {
  const variable = location.trim().match(/^[A-Za-z_$][\w$]*/)?.[0];
  if (variable === undefined || !(variable in scope.data)) throw new ReferenceError(`${location} is in no declared variable`);
  execute(`${location} = value;`, { data: scope.data, system: { ...scope.system, value } });
}
