/** The variables of a document's data model, by name. */
export type Data = Record<string, unknown>;

/** What an expression sees: the data model, which scripts may change, and the system's variables, which nothing may. */
export interface Scope {
  data: Data;
  system: Readonly<Record<string, unknown>>;
}

type Compiled = (variables: object) => unknown;
const compiled = new Map<string, Compiled>();

/**
 * The value of an expression of SCXML's ECMAScript data model. Throws what the expression throws, and a SyntaxError
 * where it is none.
 */
export const evaluate = (expression: string, scope: Scope): unknown => compile(`return (${expression}\n);`)(variables(scope));

/** Runs a script. A variable that it assigns without declaring it becomes one of the data model. */
export function execute(script: string, scope: Scope): void {
  for (const [, name] of script.matchAll(/(?:^|[^.\w$])([A-Za-z_$][\w$]*)\s*=(?!=)/g)) {
    if (!(name! in scope.data) && !(name! in scope.system)) scope.data[name!] = undefined;
  }
  compile(script)(variables(scope));
}

/**
 * Runs a document's own script, at its start, and gives the functions that it declares. Simplified: such a function sees
 * the data model as it was at the start, which is sound as no document's function reads a variable.
 */
export function declare(script: string, scope: Scope): Record<string, unknown> {
  for (const [, name] of script.matchAll(/^\s*var\s+([\w$]+)/gm)) scope.data[name!] = undefined;
  const functions = [...script.matchAll(/^\s*function\s+([\w$]+)/gm)].map(([, name]) => name!);
  return compile(`${script}\nreturn { ${functions.join(", ")} };`)(variables(scope)) as Record<string, unknown>;
}

/** A copy of a value of the data model, so that changing it in place changes no earlier snapshot. Functions are shared. */
export function copyOf<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(copyOf) as Value;
  if (value === null || typeof value !== "object" || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copyOf(part)])) as Value;
}

function compile(body: string): Compiled {
  const known = compiled.get(body);
  if (known) return known;
  const made = new Function("variables", `with (variables) { ${body}\n }`) as Compiled;
  compiled.set(body, made);
  return made;
}

const variables = ({ data, system }: Scope): object =>
  new Proxy(data, {
    has: (_, name) => typeof name === "string" && (name in data || name in system),
    get: (_, name) => (typeof name === "symbol" ? undefined : name in system ? system[name] : data[name]),
    set: (_, name, value) => {
      if (typeof name === "symbol" || name in system)
        throw new TypeError(`${String(name)} is the system's and can't be assigned`);
      data[name] = value;
      return true;
    },
  });
