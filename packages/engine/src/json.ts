/** A deep copy of a JSON value. */
export function copyJson<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

/** A deep copy of a value, checked to be JSON: what comes back from text equals what went in. Throws where it is not. */
export function checkedCopy<Value>(value: Value, what: string): Value {
  const offence = notJson(value, "", []);
  if (offence !== undefined) throw new Error(`${what} is not a JSON value: ${offence}`);
  return copyJson(value);
}

function notJson(value: unknown, where: string, within: object[]): string | undefined {
  switch (typeof value) {
    case "string":
    case "boolean":
      return undefined;
    case "number":
      return Number.isFinite(value) && !Object.is(value, -0) ? undefined : `${where} is ${Object.is(value, -0) ? "-0" : value}`;
    case "object":
      return value === null ? undefined : objectNotJson(value, where, within);
    default:
      return `${where} is ${value === undefined ? "undefined" : `a ${typeof value}`}`;
  }
}

function objectNotJson(value: object, where: string, within: object[]): string | undefined {
  const prototype = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) {
    return `${where} is a ${prototype.constructor?.name ?? "strange object"}`;
  }
  if (within.includes(value)) return `${where} refers back to where it stands`;
  if (Object.getOwnPropertySymbols(value).length > 0) return `${where} has a key that is a symbol`;
  within.push(value);
  const offence = Array.isArray(value) ? elementsNotJson(value, where, within) : fieldsNotJson(value, where, within);
  within.pop();
  return offence;
}

function elementsNotJson(value: readonly unknown[], where: string, within: object[]): string | undefined {
  for (let index = 0; index < value.length; index += 1) {
    const offence = index in value ? notJson(value[index], `${where}.${index}`, within) : `${where}.${index} is a hole`;
    if (offence !== undefined) return offence;
  }
  const extra = Object.keys(value)[value.length];
  return extra === undefined ? undefined : `${where}.${extra} is a field of a list`;
}

function fieldsNotJson(value: object, where: string, within: object[]): string | undefined {
  for (const [key, field] of Object.entries(value)) {
    const offence = notJson(field, `${where}.${key}`, within);
    if (offence !== undefined) return offence;
  }
  return undefined;
}
