/** One thing that is wrong with an input: where, and what was found and is allowed. */
export interface Problem {
  /** Where in the input, such as `processes[3].steps[0].do`; empty for the input as a whole. */
  readonly path: string;
  readonly message: string;
}

/** A key path as people write it: `processes[3].program`. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return text === "" ? String(key) : `${text}.${String(key)}`;
  }, "");
}

/** A value as an error message shows it: JSON, cut to 60 characters. */
export function formatValue(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
