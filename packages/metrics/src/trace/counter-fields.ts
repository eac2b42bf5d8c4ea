/** The fields of a context that can be drawn as counters: those that hold numbers or lists, with a dot for fields of fields. */
export function counterFields(context: unknown): string[] {
  if (typeof context !== "object" || context === null) return [];
  return Object.entries(context).flatMap(([name, value]) => {
    if (name.includes(".")) return [];
    if (Array.isArray(value) || Number.isFinite(value)) return [name];
    return counterFields(value).map((field) => `${name}.${field}`);
  });
}
