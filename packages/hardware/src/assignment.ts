/** Values by the names of constants. */
export type ConstantValues = Readonly<Record<string, number>>;

let assigned: ConstantValues | undefined;
let asked = false;

/**
 * Gives constants other values than those of their sources, for all that is loaded afterwards: tables of costs are worked
 * out when their modules are loaded. So a thread takes one assignment in its life, before it loads any model; runs of
 * another one need another thread. It makes no difference to runs without an assignment, and costs them nothing.
 *
 * @throws {Error} if models are loaded already, unless it is for the same values.
 */
export function assignConstants(values: ConstantValues): void {
  if (assigned !== undefined && sameValues(assigned, values)) return;
  if (asked) throw new Error("constants are assigned after models were loaded; allowed is before");
  assigned = values;
}

/** The value that is assigned to a constant; undefined if there is none. */
export function assignedValue(name: string): number | undefined {
  asked = true;
  return assigned?.[name];
}

function sameValues(one: ConstantValues, other: ConstantValues): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
