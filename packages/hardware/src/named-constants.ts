import { assignedValue } from "./assignment.ts";
import { noting } from "./constant-reads.ts";
import type { Sourced } from "./sourced.ts";

const known = new Map<string, Sourced>();
const named = new WeakSet<Sourced>();

/**
 * Names a constant, so that what is uncertain about it can be sampled, and be told where it is held fixed.
 *
 * @param name unique among all that are loaded, such as `xen-2003.hypercall`.
 * @returns the constant, with the value that is assigned to its name if there is one.
 */
export function namedConstant(name: string, constant: Sourced): Sourced {
  if (known.has(name)) throw new Error(`two constants are named ${name}; allowed is one`);
  const value = assignedValue(name);
  const taken = value === undefined ? constant : noting(name, { ...constant, value });
  known.set(name, taken);
  named.add(taken);
  return taken;
}

/** Names the constants of a table by `table.constant`. Those that have a name from another table keep it. */
export function namedConstants<Table extends Readonly<Record<string, Sourced>>>(name: string, table: Table): Table {
  const taken = Object.entries(table).map(([constant, sourced]) => {
    return [constant, named.has(sourced) ? sourced : namedConstant(`${name}.${constant}`, sourced)];
  });
  return Object.fromEntries(taken) as Table;
}

/** All constants that were named by the modules loaded so far, by name. */
export function knownConstants(): Readonly<Record<string, Sourced>> {
  return Object.fromEntries(known);
}
