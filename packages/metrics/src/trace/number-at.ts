/** The number in a context at a field, or how many elements are in the list there. */
export function numberAt(context: unknown, field: string): number | undefined {
  let found: unknown = context;
  for (const name of field.split(".")) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  if (Array.isArray(found)) return found.length;
  return typeof found === "number" && Number.isFinite(found) ? found : undefined;
}
