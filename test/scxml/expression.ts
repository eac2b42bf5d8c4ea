/** The variables of a document's data model, by name. */
export type Data = Record<string, unknown>;

/** What an expression sees: the data model, which scripts may change, and the system's variables, which nothing may. */
export interface Scope {
  data: Data;
  system: Readonly<Record<string, unknown>>;
}

type Compiled = (variables: object) => unknown;
const compiled = new Map<string, Compiled>();

/** The scope of what is being run, which the functions that a document declares see: they are made once, at its start. */
let running: Scope = { data: {}, system: {} };

/**
 * The value of an expression of SCXML's ECMAScript data model. Throws what the expression throws, and a SyntaxError
 * where it is none.
 */
export const evaluate = (expression: string, scope: Scope): unknown =>
  runIn(scope, `return (${expression.replace(/;\s*$/, "")}\n);`);

/** Runs a script. A variable that it assigns without declaring it becomes one of the data model. */
export function execute(script: string, scope: Scope): void {
  for (const [, name] of script.matchAll(/(?:^|[^.\w$])([A-Za-z_$][\w$]*)\s*=(?!=)/g)) {
    if (!(name! in scope.data) && !(name! in scope.system)) scope.data[name!] = undefined;
  }
  runIn(scope, script);
}

/** Runs a document's own script, at its start, and gives the functions that it declares. */
export function declare(script: string, scope: Scope): Record<string, unknown> {
  for (const [, name] of script.matchAll(/^\s*var\s+([\w$]+)/gm)) scope.data[name!] = undefined;
  const functions = [...script.matchAll(/^\s*function\s+([\w$]+)/gm)].map(([, name]) => name!);
  return runIn(scope, `${script}\nreturn { ${functions.join(", ")} };`) as Record<string, unknown>;
}

/**
 * A copy of a value of the data model, so that changing it in place changes no earlier snapshot. Functions, and what is
 * frozen, are shared.
 */
export function copyOf<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(copyOf) as Value;
  if (value === null || typeof value !== "object" || Object.isFrozen(value)) return value;
  const copy = Object.create(Object.getPrototypeOf(value));
  for (const [key, part] of Object.entries(value)) copy[key] = copyOf(part);
  return copy;
}

function runIn(scope: Scope, body: string): unknown {
  const before = running;
  running = scope;
  try {
    return compile(body)(variables);
  } finally {
    running = before;
  }
}

function compile(body: string): Compiled {
  const known = compiled.get(body);
  if (known) return known;
  const made = new Function("variables", `with (variables) { ${body}\n }`) as Compiled;
  compiled.set(body, made);
  return made;
}

const variables = new Proxy(
  {},
  {
    has: (_, name) => typeof name === "string" && (name in running.data || name in running.system),
    get: (_, name) => (typeof name === "symbol" ? undefined : name in running.system ? running.system[name] : running.data[name]),
    set: (_, name, value) => {
      if (typeof name === "symbol" || name in running.system) {
        throw new TypeError(`${String(name)} is the system's and can't be assigned`);
      }
      running.data[name] = value;
      return true;
    },
  },
);
