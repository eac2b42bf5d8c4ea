/** Entries that are put into one piece. */
const ENTRIES = 1_000;

/**
 * An object as JSON, in pieces: a list among its fields is made into text some entries at a time, as the whole of a long
 * trace would not fit into a string.
 */
export function* jsonPieces(object: Readonly<Record<string, unknown>>): Iterable<string> {
  let before = "{";
  for (const [key, value] of Object.entries(object)) {
    yield `${before}\n  ${JSON.stringify(key)}: `;
    before = ",";
    if (Array.isArray(value) && value.length > 0) yield* listPieces(value);
    else yield JSON.stringify(value) ?? "null";
  }
  yield before === "{" ? "{}\n" : "\n}\n";
}

function* listPieces(list: readonly unknown[]): Iterable<string> {
  for (let begin = 0; begin < list.length; begin += ENTRIES) {
    const entries = list.slice(begin, begin + ENTRIES).map((entry) => `\n    ${JSON.stringify(entry)}`);
    yield `${begin === 0 ? "[" : ","}${entries.join(",")}`;
  }
  yield "\n  ]";
}
