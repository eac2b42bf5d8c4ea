/** A deep copy of a JSON value. */
export function copyJson<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

/** A deep copy of a value, checked to be JSON: what comes back from text equals what went in. Throws where it is not. */
export function checkedCopy<Value>(value: Value, what: string): Value {
  const offence = notJson(value, "");
  if (offence !== undefined) throw new Error(`${what} is not a JSON value: ${offence}`);
  return copyJson(value);
}

function notJson(value: unknown, where: string): string | undefined {
  switch (typeof value) {
    case "string":
    case "boolean":
      return undefined;
    case "number":
      return Number.isFinite(value) && !Object.is(value, -0) ? undefined : `${where} is ${Object.is(value, -0) ? "-0" : value}`;
    case "object":
      return value === null ? undefined : objectNotJson(value, where);
    default:
      return `${where} is ${typeof value === "undefined" ? "undefined" : `a ${typeof value}`}`;
  }
}

function objectNotJson(value: object, where: string): string | undefined {
  const prototype = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) {
    return `${where} is a ${prototype?.constructor?.name ?? "strange object"}`;
  }
  for (const [key, field] of Object.entries(value)) {
    const offence = notJson(field, `${where}.${key}`);
    if (offence !== undefined) return offence;
  }
  return undefined;
}
