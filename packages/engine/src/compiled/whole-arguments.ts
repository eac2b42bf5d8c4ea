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

/** What a function of ours is made of that hands its argument on to an author's. */
export interface Around {
  /** The author's, which has been seen to. */
  readonly author: AuthorFunction;
  /** What is done with its result. */
  readonly around: (result: unknown) => unknown;
}

/** Functions that {@link aroundDelay} has made. */
const handingOn = new WeakMap<AuthorFunction, Around>();

/** A function that an author's delay goes through, which finds in its argument what XState puts there, as far as it looks. */
export function aroundDelay(author: AuthorFunction, around: (delay: unknown) => unknown): AuthorFunction {
  const delay = whole(author, acting);
  const made: AuthorFunction = (given, params) => around(delay(given, params));
  handingOn.set(made, { author: delay, around });
  return made;
}

/** What a function is made of that {@link aroundDelay} has made; undefined of others. */
export function partsOfDelay(made: AuthorFunction): Around | undefined {
  return handingOn.get(made);
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

/**
 * What a function begins with, up to its first parameter, if it names there the fields that it takes, or takes none, and has no
 * other way to come by the rest of its argument.
 */
function headOf(author: AuthorFunction): string | undefined {
  const text = Function.prototype.toString.call(author);
  const [head] = NAMES_FIELDS.exec(text) ?? [];
  // Of a bound function, and of one that a test has replaced, there is no text.
  if (head === undefined || /\barguments\b|\{\s*\[native code\]\s*\}$/.test(text)) return undefined;
  return !/\(\s*_/.test(head) || !/(?<![\w$])_(?![\w$])/.test(text.slice(head.length)) ? head : undefined;
}

/** What has to be made for a function to be called: nothing at all, context and event, or all that it could ask for. */
export function needOf(author: AuthorFunction): "nothing" | "fields" | "all" {
  const head = headOf(author);
  if (head === undefined) return "all";
  if (/\(\s*\)$/.test(head)) return "nothing";
  const names = (/\{(.*)\}/s.exec(head)?.[1] ?? "").split(",").map((name) => (name.split(":")[0] as string).trim());
  return names.every((name) => ["", "context", "event"].includes(name)) ? "fields" : "all";
}

function whole<Given>(author: Given, { give, wrapped }: Giving): Given {
  if (typeof author !== "function" || handingOn.has(author as never)) return author;
  if (headOf(author as never) !== undefined) return author;
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
