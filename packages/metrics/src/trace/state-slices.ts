/** A statechart's state value: a state's name, or for each region the state that it is in. */
type StateValue = string | { readonly [region: string]: StateValue | undefined };

/**
 * The names of nested slices for a statechart's state value, the outermost first: one for each level of nesting. Regions
 * that are parallel share one name from there on, such as `cpu: idle, timer: armed`, for slices of one track only nest.
 */
export function sliceNames(value: StateValue): string[] {
  if (typeof value === "string") return [value];
  const regions = Object.entries(value);
  const [first] = regions;
  if (first === undefined) return [];
  if (regions.length > 1) return [stateText(value)];
  const [name, inner] = first;
  return inner === undefined ? [name] : [name, ...sliceNames(inner)];
}

function stateText(value: StateValue): string {
  if (typeof value === "string") return value;
  return Object.entries(value)
    .map(([name, inner]) => {
      if (inner === undefined || (typeof inner === "object" && Object.keys(inner).length === 0)) return name;
      return typeof inner === "string" || Object.keys(inner).length === 1
        ? `${name}: ${stateText(inner)}`
        : `${name}: (${stateText(inner)})`;
    })
    .join(", ");
}
