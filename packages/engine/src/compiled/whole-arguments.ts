import type { ActionArguments, CollectingArguments, ContextArguments } from "./arguments.ts";
import { type AuthorFunction, Kind, type OperationFields } from "./operation.ts";

/** Functions that take nothing, an unused first argument, or only the fields of it that they name. */
const NAMES_FIELDS = /^(?:function\s*[\w$]*\s*|[\w$]+\s*)?\(\s*(?:\)|_\s*[,)]|\{[^{}.=]*\}\s*[,)])/;

/** What functions of a kind are given by XState, and those that have been wrapped so that they are. */
interface Giving {
  readonly give: (given: never) => object;
  readonly wrapped: WeakMap<AuthorFunction, AuthorFunction>;
}

const acting: Giving = {
  give: ({ context, event, self, system }: ActionArguments) => ({ context, event, self, system }),
  wrapped: new WeakMap(),
};

const assigning: Giving = {
  give: ({ context, event, spawn, self, system }: ActionArguments) => ({ context, event, spawn, self, system }),
  wrapped: new WeakMap(),
};

const collecting: Giving = {
  give({ context, event, enqueue, check, self, system }: CollectingArguments) {
    return { context, event, enqueue, check, self, system };
  },
  wrapped: new WeakMap(),
};

const beginning: Giving = {
  give: ({ input, self, spawn }: ContextArguments) => ({ spawn, input, self }),
  wrapped: new WeakMap(),
};

/** Functions of ours that hand their argument on to an author's, which has been seen to. */
const handingOn = new WeakSet<AuthorFunction>();

/** A function that an author's delay goes through, which finds in its argument what XState puts there, as far as it looks. */
export function aroundDelay(author: AuthorFunction, around: (delay: unknown) => unknown): AuthorFunction {
  const delay = whole(author, acting);
  const made: AuthorFunction = (given, params) => around(delay(given, params));
  handingOn.add(made);
  return made;
}

/** As {@link withWholeArguments}, for the function that makes a chart's first context. */
export function contextMaker<Given>(given: Given): Given {
  return whole(given, beginning);
}

/**
 * Author's functions may hand their argument on, spread it, or take the rest of it, and then find in it what XState puts
 * there. Those that don't, as their text shows, are given less: an object that looks the actor up only if asked for it.
 */
export function withWholeArguments(fields: OperationFields): OperationFields {
  const { kind, run, computeEvent, delay, id, to, value } = fields;
  if (kind === Kind.stateDone || kind === Kind.machineDone) return fields;
  if (kind === Kind.assignFunction) return { ...fields, run: whole(run, assigning) };
  if (kind === Kind.assignFields) return { ...fields, value: eachField(value as object) };
  if (kind === Kind.enqueue) return { ...fields, run: whole(run, collecting) };
  return {
    ...fields,
    run: whole(run, acting),
    computeEvent: whole(computeEvent, acting),
    delay: whole(delay, acting),
    id: whole(id, acting),
    to: whole(to, acting),
  };
}

/** Whether a function names the fields that it takes, if any, and has no other way to come by the rest of its argument. */
function namesFields(author: AuthorFunction): boolean {
  const text = Function.prototype.toString.call(author);
  const [head] = NAMES_FIELDS.exec(text) ?? [];
  // Of a bound function, and of one that a test has replaced, there is no text.
  if (head === undefined || /\barguments\b|\{\s*\[native code\]\s*\}$/.test(text)) return false;
  return !/\(\s*_/.test(head) || !/(?<![\w$])_(?![\w$])/.test(text.slice(head.length));
}

function whole<Given>(author: Given, { give, wrapped }: Giving): Given {
  if (typeof author !== "function" || handingOn.has(author as never)) return author;
  if (namesFields(author as never)) return author;
  const before = wrapped.get(author as never);
  if (before !== undefined) return before as Given;
  const made: AuthorFunction = (given, params) => author(give(given as never), params);
  wrapped.set(author as never, made);
  return made as Given;
}

function eachField(fields: object): object {
  const entries = Object.entries(fields);
  if (entries.every(([, field]) => whole(field, assigning) === field)) return fields;
  return Object.fromEntries(entries.map(([key, field]) => [key, whole(field, assigning)]));
}
