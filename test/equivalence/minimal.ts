import { isDeepStrictEqual } from "node:util";

/** A value with one element or one optional field left out, or something in it replaced by a simpler thing, for all places. */
function* smaller(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) yield value.toSpliced(index, 1);
    for (let index = 0; index < value.length; index += 1)
      for (const inner of smaller(value[index])) yield value.toSpliced(index, 1, inner);
  } else if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value);
    for (const [name] of fields) yield Object.fromEntries(fields.filter(([other]) => other !== name));
    for (const [name, part] of fields)
      for (const inner of smaller(part))
        yield Object.fromEntries(fields.map(([other, old]) => [other, other === name ? inner : old]));
  } else if (typeof value === "number" && value > 0) {
    yield 0;
    if (value > 1) yield 1;
  } else if (value === "parallel") yield "compound";
  else if (value === "final" || value === "compound") yield "atomic";
}

/** Cuts a value down, piece by piece, to one from which nothing more can go without `holds` failing. */
export function minimal<Value>(value: Value, holds: (candidate: Value) => boolean, most = 20_000): Value {
  let found = value;
  let tries = 0;
  for (let again = true; again && tries < most; ) {
    again = false;
    for (const candidate of smaller(found) as Generator<Value>) {
      tries += 1;
      if (tries >= most) break;
      if (isDeepStrictEqual(candidate, found) || !holdsSafely(candidate, holds)) continue;
      found = candidate;
      again = true;
      break;
    }
  }
  return found;
}

/** What is cut down may be no machine any more. */
function holdsSafely<Value>(candidate: Value, holds: (candidate: Value) => boolean): boolean {
  try {
    return holds(candidate);
  } catch {
    return false;
  }
}
